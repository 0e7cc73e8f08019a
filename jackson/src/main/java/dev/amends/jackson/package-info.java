/**
 * Payloads as JSON, by Jackson 3: compact, exact, readable by people, and readable by later
 * versions of a class. Components marked {@link dev.amends.jackson.Secret} are encrypted in the
 * store.
 */
@NullMarked
package dev.amends.jackson;

import org.jspecify.annotations.NullMarked;
