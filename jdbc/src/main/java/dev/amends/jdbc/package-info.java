/** The store of sagas on a relational database: a class per table, and one per duty on top. */
@NullMarked
package dev.amends.jdbc;

import org.jspecify.annotations.NullMarked;
