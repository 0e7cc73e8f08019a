/** Refuses remote calls from threads that hold a transaction or a database connection. */
@NullMarked
package dev.amends.spring.guard;

import org.jspecify.annotations.NullMarked;
