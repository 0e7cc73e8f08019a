/**
 * The compiled form of a definition: checked once at start-up, immutable, with a hash of its
 * structure.
 */
@NullMarked
package dev.amends.plan;

import org.jspecify.annotations.NullMarked;
