package dev.amends.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.amends.error.StoreUnavailableException;
import dev.amends.spi.Append;
import dev.amends.spi.NewSaga;
import dev.amends.testkit.contract.Samples;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not say of transactions in memory. */
class InMemoryTransactionsTest {
  private final InMemoryDatabase database = new InMemoryDatabase();
  private final PlannedFaults faults = new PlannedFaults();
  private final InMemorySagaStore other = new InMemorySagaStore(database);
  private final InMemoryTransactions transactions = new InMemoryTransactions(database, faults);
  private final Samples samples = new Samples(other);
  private NewSaga saga;
  private Append step;

  @BeforeEach
  void startASaga() {
    saga = samples.saga("k1");
    samples.write(samples.start(saga));
    step = samples.step(saga.address(), 2);
  }

  @Test
  void effectsOfUserCodeShareTheFateOfItsTransaction() throws Exception {
    AtomicInteger stock = new AtomicInteger(10);
    faults.next(StoreOperation.COMMIT, Fault.AGAIN);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      transactions.write(stock::decrementAndGet);
                      return other.append(step);
                    }));
    assertThat(stock).hasValue(10);
    assertThat(other.journal(saga.address())).hasSize(1);

    transactions.inNew(
        () -> {
          transactions.write(stock::decrementAndGet);
          assertThat(stock).hasValue(10);
          return other.append(step);
        });
    assertThat(stock).hasValue(9);
    assertThat(other.journal(saga.address())).hasSize(2);
  }

  @Test
  void aFencedTransactionNeverCommits() {
    AtomicInteger stock = new AtomicInteger(10);
    samples.write(step);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      transactions.write(stock::decrementAndGet);
                      return other.append(samples.step(saga.address(), 2));
                    }))
        .withMessageContaining("fenced");

    assertThat(stock).hasValue(10);
  }

  @Test
  void whatIsCalledOutsideOfATransactionSaysSo() {
    assertThatIllegalStateException().isThrownBy(() -> other.append(step));
    assertThatIllegalStateException().isThrownBy(() -> other.open(saga));
    assertThatIllegalStateException().isThrownBy(() -> transactions.write(() -> {}));
    assertThatIllegalStateException().isThrownBy(transactions::flush);
  }
}
