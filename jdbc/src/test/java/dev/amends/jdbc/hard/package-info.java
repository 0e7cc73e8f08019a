/** The hard cells: real PostgreSQL, real cuts, and an outside that remembers every call. */
@NullMarked
package dev.amends.jdbc.hard;

import org.jspecify.annotations.NullMarked;
