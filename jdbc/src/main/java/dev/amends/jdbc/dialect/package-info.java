/**
 * What differs between databases, and nothing else: texts, codes of errors, and how many rows go in
 * at once.
 */
@NullMarked
package dev.amends.jdbc.dialect;

import org.jspecify.annotations.NullMarked;
