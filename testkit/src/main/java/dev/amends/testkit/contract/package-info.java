/**
 * Suites that every store passes. A database is one small class: it extends {@link
 * dev.amends.testkit.contract.SagaStoreContract} and says how to come by a fresh {@link
 * dev.amends.testkit.contract.StoreFixture}; JUnit then runs all suites on it.
 */
@NullMarked
package dev.amends.testkit.contract;

import org.jspecify.annotations.NullMarked;
