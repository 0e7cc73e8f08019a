/**
 * Calls of other people's HTTP APIs from within sagas: one attempt is one request, its headers say
 * which attempt it is, its answer is bounded, and what came of it is read as an outcome.
 */
@NullMarked
package dev.amends.spring.http;

import org.jspecify.annotations.NullMarked;
