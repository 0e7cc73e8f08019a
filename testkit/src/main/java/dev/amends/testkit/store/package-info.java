/**
 * A store in memory that behaves like a database: transactions, locks that time out, commits whose
 * answer is lost. Several nodes may share one {@link dev.amends.testkit.store.InMemoryDatabase},
 * each with its own faults.
 */
@NullMarked
package dev.amends.testkit.store;

import org.jspecify.annotations.NullMarked;
