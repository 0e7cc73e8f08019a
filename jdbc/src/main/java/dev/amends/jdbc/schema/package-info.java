/** The schema: versioned migrations, run by a small runner where Flyway is not there. */
@NullMarked
package dev.amends.jdbc.schema;

import org.jspecify.annotations.NullMarked;
