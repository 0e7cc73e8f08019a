package dev.amends.testkit.contract;

import org.junit.jupiter.api.Nested;

/**
 * Every suite there is. A database is a small class that extends this one:
 *
 * <pre>{@code
 * final class H2SagaStoreTest extends SagaStoreContract {
 *   @Override
 *   protected StoreFixture fixture() {
 *     return new H2Fixture();
 *   }
 * }
 * }</pre>
 */
public abstract class SagaStoreContract {
  /** A fresh, empty database; called once for each test. */
  protected abstract StoreFixture fixture();

  @Nested
  class Flush extends FlushContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Positions extends PositionContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Opening extends OpenContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Locks extends LockContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Refusals extends RefusalContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Finding extends FindContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Keeping extends KeepContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Live extends LiveSagasContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Adopting extends AdoptionContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class NodeLeases extends LeasesContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class PlanChanges extends PlanChangeContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Signals extends SignalContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Families extends FamilyContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Mail extends MailboxContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class ExclusiveKeys extends ExclusivesContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class ExclusiveRaces extends ExclusiveRaceContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class Removing extends RetentionContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }

  @Nested
  class UserTransactions extends TransactionsContract {
    @Override
    protected StoreFixture fixture() {
      return SagaStoreContract.this.fixture();
    }
  }
}
