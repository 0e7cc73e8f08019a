/** Processes of this machine: started, listened to, stopped; and the ports they stand on. */
@NullMarked
package dev.amends.systems.launcher.process;

import org.jspecify.annotations.NullMarked;
