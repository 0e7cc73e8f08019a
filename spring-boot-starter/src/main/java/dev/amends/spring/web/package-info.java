/** The application's own HTTP endpoints: correlation id, problem+json, bounded bodies. */
@NullMarked
package dev.amends.spring.web;

import org.jspecify.annotations.NullMarked;
