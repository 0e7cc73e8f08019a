/** Starting sagas, in a caller's transaction or in one of their own, and waiting for them. */
@NullMarked
package dev.amends.internal.start;

import org.jspecify.annotations.NullMarked;
