package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.amends.spi.Append;
import dev.amends.spi.Flushed;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaRow;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows that a database cannot take are refused whole; nobody else suffers for it. */
public abstract class RefusalContract extends StoreContract {
  private static final int FAR_TOO_LONG = 20_000;

  @Test
  void aKeyThatIsTooLongIsRefused() {
    refuses(samples.saga(Samples.TYPE, noise(), Samples.PLAN));
  }

  @Test
  void aTypeThatIsTooLongIsRefused() {
    refuses(samples.saga(noise(), "k1", Samples.PLAN));
  }

  @Test
  void aKeyWithANulIsStoredAsItIsOrRefused() {
    NewSaga saga = samples.saga("k\u0000y");
    NewSaga innocent = samples.saga("k2");

    Flushed answer = store.flush(List.of(samples.start(innocent), samples.start(saga)));

    if (answer == Flushed.COMMITTED) {
      assertThat(other.find(saga.id())).get().extracting(SagaRow::key).isEqualTo("k\u0000y");
      assertThat(other.journal(saga.address())).hasSize(1);
    } else {
      assertThat(answer).isEqualTo(Flushed.REFUSED);
      assertNothingOf(saga);
      assertNothingOf(innocent);
      samples.write(samples.start(innocent));
    }
  }

  @Test
  void aRefusedStartInATransactionThrowsAndLeavesNothing() {
    NewSaga saga = samples.saga(Samples.TYPE, noise(), Samples.PLAN);

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      store.open(saga);
                      return store.append(samples.start(saga));
                    }));

    assertThat(other.find(saga.id())).isEmpty();
    assertThat(other.journal(saga.address())).isEmpty();
    samples.write(samples.start(samples.saga("k1")));
  }

  private void refuses(NewSaga poison) {
    NewSaga innocent = samples.saga("innocent");
    Append good = samples.start(innocent);

    assertThat(store.flush(List.of(good, samples.start(poison)))).isEqualTo(Flushed.REFUSED);

    assertNothingOf(poison);
    assertNothingOf(innocent);
    assertThat(store.flush(List.of(good))).isEqualTo(Flushed.COMMITTED);
  }

  private void assertNothingOf(NewSaga saga) {
    assertThat(other.find(saga.id())).isEmpty();
    assertThat(other.journal(saga.address())).isEmpty();
    assertThat(other.byNumber(List.of(saga.address().number()))).isEmpty();
  }

  /** Text that no index can compress. */
  private static String noise() {
    Random random = new Random(42);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < FAR_TOO_LONG; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
