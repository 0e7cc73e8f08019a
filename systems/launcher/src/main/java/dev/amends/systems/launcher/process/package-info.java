/** Processes of this machine: started, listened to, stopped. */
@NullMarked
package dev.amends.systems.launcher.process;

import org.jspecify.annotations.NullMarked;
