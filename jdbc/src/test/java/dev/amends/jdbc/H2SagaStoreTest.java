package dev.amends.jdbc;

import dev.amends.testkit.contract.SagaStoreContract;
import dev.amends.testkit.contract.StoreFixture;

class H2SagaStoreTest extends SagaStoreContract {
  @Override
  protected StoreFixture fixture() {
    return new H2Fixture();
  }
}
