/** The late look: one more probe after a saga's end, as a small saga of its own. */
@NullMarked
package dev.amends.internal.look;

import org.jspecify.annotations.NullMarked;
