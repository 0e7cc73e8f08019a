/** Tests of how the console speaks HTTP. */
@NullMarked
package dev.amends.console.web;

import org.jspecify.annotations.NullMarked;
