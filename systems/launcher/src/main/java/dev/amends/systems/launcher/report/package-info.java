/** What a user reads: lines of the terminal, and failures that end a start. */
@NullMarked
package dev.amends.systems.launcher.report;

import org.jspecify.annotations.NullMarked;
