/**
 * The launcher behind {@code ./run}: reads the command line, starts systems, says when they can be
 * used, and stops them.
 */
@NullMarked
package dev.amends.systems.launcher;

import org.jspecify.annotations.NullMarked;
