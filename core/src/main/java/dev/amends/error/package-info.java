/**
 * Exceptions of the library: unchecked, each with a stable code, its ids as fields and a message
 * that says what to do next.
 */
@NullMarked
package dev.amends.error;

import org.jspecify.annotations.NullMarked;
