/** Tests of the console, over HTTP against a real server. */
@NullMarked
package dev.amends.console;

import org.jspecify.annotations.NullMarked;
