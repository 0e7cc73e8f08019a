/** The data folder of a system: whose it is, pid files, logs, locks. */
@NullMarked
package dev.amends.systems.launcher.folder;

import org.jspecify.annotations.NullMarked;
