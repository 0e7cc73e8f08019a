/** The ports of this machine: whether they are free, and who has them. */
@NullMarked
package dev.amends.systems.launcher.port;

import org.jspecify.annotations.NullMarked;
