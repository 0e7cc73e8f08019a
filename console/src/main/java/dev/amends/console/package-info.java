/**
 * The console: it switches on when its artifact is there, and lives in a servlet of its own, so
 * that neither its paths nor its security nor its JSON touch the application's, nor the other way
 * round.
 */
@NullMarked
package dev.amends.console;

import org.jspecify.annotations.NullMarked;
