package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Change;
import dev.amends.spi.Flushed;
import dev.amends.spi.Mailbox;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.Mailbox.Mail;
import dev.amends.spi.NewSaga;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages wait until an append consumes them. */
public abstract class MailboxContract extends StoreContract {
  private static final List<String> PLANS = List.of(Samples.PLAN);

  private Mailbox mailbox;
  private NewSaga saga;

  @BeforeEach
  void startASaga() {
    mailbox = store.mailbox();
    saga = started("k1");
  }

  @Test
  void aMessageKeepsWhatWasPut() {
    byte[] body = {0, 1, -1, 127, -128};
    mailbox.put(saga.address(), Kind.CANCEL, body);

    Mail mail = other.mailbox().of(saga.address()).get(0);

    assertThat(mail.saga()).isEqualTo(saga.address());
    assertThat(mail.kind()).isEqualTo(Kind.CANCEL);
    assertThat(mail.body()).isEqualTo(body);
    assertThat(mail.id()).isPositive();
  }

  @Test
  void aMessageMayBeEmpty() {
    mailbox.put(saga.address(), Kind.GRANTED, new byte[0]);

    assertThat(other.mailbox().of(saga.address()).get(0).body()).isEmpty();
  }

  @Test
  void messagesOfOneSagaComeOldestFirst() {
    NewSaga another = started("k2");
    for (int i = 0; i < 4; i++) {
      mailbox.put(saga.address(), Kind.CANCEL, new byte[] {(byte) i});
      mailbox.put(another.address(), Kind.CANCEL, new byte[] {99});
    }

    List<Mail> mine = other.mailbox().of(saga.address());

    assertThat(mine).extracting(mail -> (int) mail.body()[0]).containsExactly(0, 1, 2, 3);
    assertThat(mine).extracting(Mail::id).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aMessagePutInATransactionIsThereOnceItCommits() throws Exception {
    transactions.inNew(
        () -> {
          mailbox.put(saga.address(), Kind.CANCEL, new byte[] {1});
          assertThat(other.mailbox().of(saga.address())).isEmpty();
          return true;
        });

    assertThat(other.mailbox().of(saga.address())).hasSize(1);
  }

  @Test
  void aMessagePutInATransactionThatRollsBackWasNeverThere() {
    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      mailbox.put(saga.address(), Kind.CANCEL, new byte[] {1});
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(other.mailbox().of(saga.address())).isEmpty();
  }

  @Test
  void anOwnerPollsItsOwnSagasAndThoseOfNobodyWhosePlanItHas() {
    NewSaga dormant = startedWith("dormant", Samples.PLAN, null);
    NewSaga foreign = startedWith("foreign", Samples.PLAN, 42L);
    NewSaga unknown = startedWith("unknown", "ffffffffffffffff", null);
    NewSaga ownOfOldPlan = startedWith("old", "eeeeeeeeeeeeeeee", Samples.WRITER);
    NewSaga parked = started("parked");
    samples.write(
        samples.move(
            parked.address(),
            2,
            new Change.Move(SagaStatus.PARKED, ParkReason.STEP_FAILED, null, null)));
    for (NewSaga each : List.of(saga, dormant, foreign, unknown, ownOfOldPlan, parked)) {
      mailbox.put(each.address(), Kind.CANCEL, new byte[] {1});
    }

    assertThat(other.mailbox().poll(Samples.WRITER, PLANS, 0, 10))
        .extracting(Mail::saga)
        .containsExactly(
            saga.address(), dormant.address(), ownOfOldPlan.address(), parked.address());
    assertThat(other.mailbox().poll(42L, List.of(), 0, 10))
        .extracting(Mail::saga)
        .containsExactly(foreign.address());
  }

  @Test
  void aPollIsBoundedAndGoesOnAfterAnId() {
    for (int i = 0; i < 7; i++) {
      mailbox.put(saga.address(), Kind.CANCEL, new byte[] {(byte) i});
    }

    List<Mail> first = other.mailbox().poll(Samples.WRITER, PLANS, 0, 4);
    List<Mail> rest = other.mailbox().poll(Samples.WRITER, PLANS, first.get(3).id(), 4);

    assertThat(first).extracting(mail -> (int) mail.body()[0]).containsExactly(0, 1, 2, 3);
    assertThat(rest).extracting(mail -> (int) mail.body()[0]).containsExactly(4, 5, 6);
  }

  @Test
  void aMessageConsumedInATransactionIsBackWhenThatRollsBack() throws Exception {
    mailbox.put(saga.address(), Kind.CANCEL, new byte[] {1});
    long id = mailbox.of(saga.address()).get(0).id();
    try (HeldTransaction<Boolean> held =
        HeldTransaction.open(
            transactions,
            () -> store.append(samples.step(saga.address(), 2).consuming(List.of(id))))) {
      assertThat(held.result()).isTrue();
      held.rollBack();
    }

    assertThat(other.mailbox().of(saga.address())).hasSize(1);
    transactions.inNew(() -> store.append(samples.step(saga.address(), 2).consuming(List.of(id))));
    assertThat(other.mailbox().of(saga.address())).isEmpty();
  }

  @Test
  void messagesToAnEndedSagaAreNotPolledAndAreSwept() {
    NewSaga unfinished = started("k2");
    mailbox.put(unfinished.address(), Kind.CANCEL, new byte[] {1});
    mailbox.put(saga.address(), Kind.CANCEL, new byte[] {2});
    samples.write(samples.end(saga.address(), 2, SagaStatus.SUCCEEDED));
    mailbox.put(saga.address(), Kind.CANCEL, new byte[] {3});

    assertThat(other.mailbox().poll(Samples.WRITER, PLANS, 0, 10))
        .extracting(Mail::saga)
        .containsExactly(unfinished.address());

    assertThat(other.mailbox().sweep()).isEqualTo(2);
    assertThat(other.mailbox().sweep()).isZero();
    assertThat(other.mailbox().of(saga.address())).isEmpty();
    assertThat(other.mailbox().of(unfinished.address())).hasSize(1);
  }

  @Test
  void aMessageIsPutWhileATransactionHoldsItsSaga() throws Exception {
    try (HeldTransaction<Boolean> holder =
        HeldTransaction.open(
            transactions,
            () ->
                store.append(
                    samples.move(
                        saga.address(),
                        2,
                        new Change.Move(SagaStatus.COMPENSATING, null, Samples.WRITER, null))))) {
      other.mailbox().put(saga.address(), Kind.CANCEL, new byte[] {1});

      assertThat(other.mailbox().of(saga.address())).hasSize(1);
      holder.commit();
    }
  }

  @Test
  void aPutInAnOpenTransactionDoesNotHoldUpAppendsOfItsSaga() throws Exception {
    try (HeldTransaction<Boolean> holder =
        HeldTransaction.open(
            transactions,
            () -> {
              mailbox.put(saga.address(), Kind.CANCEL, new byte[] {1});
              return true;
            })) {
      assertThat(other.flush(List.of(samples.end(saga.address(), 2, SagaStatus.SUCCEEDED))))
          .isEqualTo(Flushed.COMMITTED);
      holder.commit();
    }
  }

  private NewSaga startedWith(
      String key, String plan, @org.jspecify.annotations.Nullable Long owner) {
    NewSaga one = samples.saga(Samples.TYPE, key, plan);
    samples.write(samples.start(one, owner, null));
    return one;
  }
}
