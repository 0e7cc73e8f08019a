/** The read model over the store. */
@NullMarked
package dev.amends.internal.read;

import org.jspecify.annotations.NullMarked;
