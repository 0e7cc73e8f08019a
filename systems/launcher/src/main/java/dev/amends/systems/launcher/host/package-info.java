/**
 * Runs in the processes that the launcher starts: calls the {@code main} of one service or of
 * several, and ends when the launcher is gone. Uses nothing but the JDK and its own package,
 * because it stands on the class path of the services.
 */
@NullMarked
package dev.amends.systems.launcher.host;

import org.jspecify.annotations.NullMarked;
