/**
 * The deterministic simulation: random programs on three nodes in virtual time, with every fault
 * that a seed can think of, and what must be true all the same.
 */
@NullMarked
package dev.amends.testkit.simulate;

import org.jspecify.annotations.NullMarked;
