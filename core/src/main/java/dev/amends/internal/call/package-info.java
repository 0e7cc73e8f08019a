/** Calling user code: what it sees, what stands around it, and what its end means. */
@NullMarked
package dev.amends.internal.call;

import org.jspecify.annotations.NullMarked;
