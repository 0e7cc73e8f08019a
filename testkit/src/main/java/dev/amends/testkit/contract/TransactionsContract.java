package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.amends.error.UnknownCommitException;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Transactions.Completion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Transactions of user code, and what those who joined them are told. */
public abstract class TransactionsContract extends StoreContract {
  @Test
  void outsideATransactionNothingIsBound() {
    assertThat(transactions.active()).isFalse();
    assertThat(transactions.connectionBound()).isFalse();
  }

  @Test
  void insideATransactionAConnectionIsBoundAndAfterwardsNot() throws Exception {
    List<Boolean> inside =
        transactions.inNew(() -> List.of(transactions.active(), transactions.connectionBound()));

    assertThat(inside).containsExactly(true, true);
    assertThat(transactions.active()).isFalse();
    assertThat(transactions.connectionBound()).isFalse();
  }

  @Test
  void nothingIsBoundAfterARollBack() {
    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(transactions.active()).isFalse();
    assertThat(transactions.connectionBound()).isFalse();
  }

  @Test
  void theResultOfTheWorkComesOut() throws Exception {
    assertThat(transactions.inNew(() -> "result")).isEqualTo("result");
  }

  @Test
  void whatTheWorkThrowsComesOutAsItIs() {
    IOException checked = new IOException("checked");
    AssertionError error = new AssertionError("error");

    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      throw checked;
                    }))
        .isSameAs(checked);
    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  @Test
  void aCheckedExceptionRollsBackToo() {
    NewSaga saga = samples.saga("k1");
    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      startHere(saga);
                      throw new IOException("checked");
                    }))
        .isInstanceOf(IOException.class);

    assertThat(other.find(saga.id())).isEmpty();
  }

  @Test
  void anInnerTransactionStandsForItself() {
    NewSaga outer = samples.saga("outer");
    NewSaga inner = samples.saga("inner");
    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      startHere(outer);
                      transactions.inNew(() -> startHere(inner));
                      assertThat(other.find(inner.id())).isPresent();
                      assertThat(transactions.active()).isTrue();
                      throw new IllegalStateException("outer");
                    }))
        .hasMessage("outer");

    assertThat(other.find(inner.id())).isPresent();
    assertThat(other.find(outer.id())).isEmpty();
  }

  @Test
  void anInnerRollBackDoesNotHarmTheOuterTransaction() throws Exception {
    NewSaga outer = samples.saga("outer");
    NewSaga inner = samples.saga("inner");
    transactions.inNew(
        () -> {
          startHere(outer);
          assertThatThrownBy(
                  () ->
                      transactions.inNew(
                          () -> {
                            startHere(inner);
                            throw new IllegalStateException("inner");
                          }))
              .hasMessage("inner");
          return true;
        });

    assertThat(other.find(outer.id())).isPresent();
    assertThat(other.find(inner.id())).isEmpty();
  }

  @Test
  void whoAskedIsToldOfTheCommitAfterItHappened() throws Exception {
    NewSaga saga = samples.saga("k1");
    Told told = new Told(saga);
    transactions.inNew(
        () -> {
          startHere(saga);
          transactions.onCompletion(told);
          assertThat(told.calls).isEmpty();
          return true;
        });

    assertThat(told.calls).containsExactly("committed, visible, active");
  }

  @Test
  void whoAskedIsToldOfTheRollBack() {
    NewSaga saga = samples.saga("k1");
    Told told = new Told(saga);
    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      transactions.onCompletion(told);
                      startHere(saga);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(told.calls).containsExactly("not committed, absent, active");
  }

  @Test
  void everybodyWhoAskedIsTold() throws Exception {
    NewSaga saga = samples.saga("k1");
    Told first = new Told(saga);
    Told second = new Told(saga);
    transactions.inNew(
        () -> {
          transactions.onCompletion(first);
          transactions.onCompletion(second);
          return startHere(saga);
        });

    assertThat(first.calls).hasSize(1);
    assertThat(second.calls).hasSize(1);
  }

  @Test
  void theOuterTransactionIsNotToldOfTheInnerOnesEnd() throws Exception {
    NewSaga saga = samples.saga("k1");
    Told told = new Told(saga);
    transactions.inNew(
        () -> {
          transactions.onCompletion(told);
          transactions.inNew(() -> startHere(saga));
          assertThat(told.calls).isEmpty();
          return true;
        });

    assertThat(told.calls).hasSize(1);
  }

  @Test
  void flushingWithNothingPendingIsNothing() throws Exception {
    NewSaga saga = samples.saga("k1");
    transactions.inNew(
        () -> {
          startHere(saga);
          transactions.flush();
          return true;
        });

    assertThat(other.find(saga.id())).isPresent();
  }

  @Test
  void aMistakeOfUserCodeIsNoTransientFailure() {
    assertThat(transactions.transientFailure(new IllegalStateException("mistake"))).isFalse();
    assertThat(transactions.transientFailure(new NullPointerException())).isFalse();
  }

  @Test
  void aLostAnswerToACommitIsAnUnknownCommit() {
    NewSaga saga = samples.saga("k1");
    Told told = new Told(saga);
    AtomicBoolean supported = new AtomicBoolean();

    try {
      transactions.inNew(
          () -> {
            startHere(saga);
            transactions.onCompletion(told);
            supported.set(loseNextCommitAnswer());
            return true;
          });
      assumeTrue(supported.get(), "this database's answers cannot be lost");
      throw new AssertionError("a lost answer went unnoticed");
    } catch (UnknownCommitException expected) {
      assertThat(told.calls).singleElement().asString().startsWith("not committed");
      assertThat(transactions.active()).isFalse();
    } catch (TestAbortedException unsupported) {
      throw unsupported;
    } catch (Exception other) {
      throw new AssertionError("not an unknown commit", other);
    }
  }

  private boolean startHere(NewSaga saga) {
    store.open(saga);
    return store.append(samples.start(saga));
  }

  /** Notes what it is told, and what it sees at that moment. */
  private final class Told implements Completion {
    private final NewSaga saga;
    private final List<String> calls = new ArrayList<>();

    Told(NewSaga saga) {
      this.saga = saga;
    }

    @Override
    public void committed() {
      calls.add("committed, " + sight());
    }

    @Override
    public void notCommitted() {
      calls.add("not committed, " + sight());
    }

    private String sight() {
      return (other.find(saga.id()).isPresent() ? "visible, " : "absent, ")
          + (transactions.active() ? "active" : "inactive");
    }
  }
}
