/** A system that starts quickly and does as it is told: real processes, real HTTP. */
@NullMarked
package dev.amends.systems.launcher.fake;

import org.jspecify.annotations.NullMarked;
