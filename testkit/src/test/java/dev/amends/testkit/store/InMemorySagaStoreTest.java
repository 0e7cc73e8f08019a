package dev.amends.testkit.store;

import dev.amends.testkit.contract.SagaStoreContract;
import dev.amends.testkit.contract.StoreFixture;

class InMemorySagaStoreTest extends SagaStoreContract {
  @Override
  protected StoreFixture fixture() {
    return new InMemoryFixture();
  }
}
