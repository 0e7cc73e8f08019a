package dev.amends.jdbc;

import dev.amends.testkit.contract.SagaStoreContract;
import dev.amends.testkit.contract.StoreFixture;

class PostgreSqlSagaStoreTest extends SagaStoreContract {
  @Override
  protected StoreFixture fixture() {
    return PostgreSqlFixture.emptied();
  }
}
