/**
 * How the console speaks HTTP: one JSON form whatever the application's is, bodies of bounded size,
 * and every refusal a problem document with a stable code.
 */
@NullMarked
package dev.amends.console.web;

import org.jspecify.annotations.NullMarked;
