/** Two nodes that work on the same step of the same saga at the same time. */
@NullMarked
package dev.amends.jdbc.race;

import org.jspecify.annotations.NullMarked;
