/** Mistakes of configuration: found at start-up, described, and with what to do about them. */
@NullMarked
package dev.amends.spring.failure;

import org.jspecify.annotations.NullMarked;
