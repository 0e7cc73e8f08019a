/** The pure heart: what a saga does next, as a function of its plan, its history and the time. */
@NullMarked
package dev.amends.machine;

import org.jspecify.annotations.NullMarked;
