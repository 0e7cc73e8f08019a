package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.amends.journal.SagaStatus;
import dev.amends.spi.Mailbox;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.Mailbox.Mail;
import dev.amends.spi.Mailbox.Signal;
import dev.amends.spi.Mailbox.SignalId;
import dev.amends.spi.NewSaga;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signals wait for the saga of a type and key, before it exists and until it has ended. */
public abstract class SignalContract extends StoreContract {
  private static final List<String> PLANS = List.of(Samples.PLAN);

  private Mailbox mailbox;
  private NewSaga saga;

  @BeforeEach
  void startASaga() {
    mailbox = store.mailbox();
    saga = started("k1");
  }

  private static Signal paid(String key, String id) {
    return new Signal(Samples.TYPE, key, new SignalId("paid", id), new byte[] {7, 0, -1});
  }

  @Test
  void aSignalReachesItsSagaByTypeAndKey() {
    assertThat(mailbox.signal(paid("k1", "p-1"))).isTrue();
    assertThat(mailbox.signal(paid("another", "p-1"))).isTrue();

    Mail mail = other.mailbox().of(saga.address()).get(0);

    assertThat(other.mailbox().of(saga.address())).hasSize(1);
    assertThat(mail.kind()).isEqualTo(Kind.SIGNAL);
    assertThat(mail.saga()).isEqualTo(saga.address());
    assertThat(mail.signal()).isEqualTo(new SignalId("paid", "p-1"));
    assertThat(mail.body()).isEqualTo(new byte[] {7, 0, -1});
  }

  @Test
  void aSignalIsPolledWithTheOtherMessagesOfItsSaga() {
    mailbox.signal(paid("k1", "p-1"));
    mailbox.put(saga.address(), Kind.CANCEL, new byte[] {1});
    mailbox.signal(paid("later", "p-2"));

    assertThat(mailbox.poll(Samples.WRITER, PLANS, 0, 10))
        .extracting(Mail::kind)
        .containsExactly(Kind.SIGNAL, Kind.CANCEL);

    NewSaga later = started("later");
    assertThat(mailbox.poll(Samples.WRITER, PLANS, 0, 10))
        .extracting(Mail::saga)
        .containsExactly(saga.address(), saga.address(), later.address());
  }

  @Tag("F2")
  @Test
  void theSameSignalIsStoredOnce() throws Exception {
    assertThat(mailbox.signal(paid("k1", "p-1"))).isTrue();
    assertThat(other.mailbox().signal(paid("k1", "p-1"))).isFalse();
    assertThat(transactions.inNew(() -> mailbox.signal(paid("k1", "p-1")))).isFalse();
    assertThat(mailbox.signal(paid("k1", "p-2"))).isTrue();
    assertThat(mailbox.of(saga.address())).hasSize(2);
  }

  @Test
  void aSignalInATransactionIsThereOnceItCommits() throws Exception {
    assertThatThrownBy(
            () ->
                transactions.inNew(
                    () -> {
                      mailbox.signal(paid("k1", "p-1"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(mailbox.of(saga.address())).isEmpty();
    assertThat(transactions.inNew(() -> mailbox.signal(paid("k1", "p-1")))).isTrue();
    assertThat(mailbox.of(saga.address())).hasSize(1);
  }

  @Test
  void aSignalThatNobodyTookIsLateWhenItsSagaHasEnded() {
    mailbox.signal(paid("k1", "p-1"));
    mailbox.signal(paid("nobody", "p-2"));
    assertThat(mailbox.late(10)).isEmpty();

    samples.write(samples.end(saga.address(), 2, SagaStatus.SUCCEEDED));
    mailbox.signal(paid("k1", "p-3"));

    assertThat(mailbox.sweep()).as("signals are not swept").isZero();
    assertThat(other.mailbox().late(10))
        .extracting(Mailbox.Late::saga, late -> late.id().id())
        .containsExactly(tuple(saga.id(), "p-1"), tuple(saga.id(), "p-3"));
    assertThat(mailbox.late(1)).hasSize(1);
    mailbox.late(10).forEach(late -> mailbox.drop(late.mail()));
    assertThat(mailbox.late(10)).isEmpty();
  }

  @Tag("F2")
  @Test
  void aSignalForASagaThatNeverBeganExpires() {
    mailbox.signal(paid("k1", "p-1"));
    mailbox.signal(paid("nobody", "p-2"));

    assertThat(mailbox.expire(Duration.ofHours(1))).isZero();
    await().until(() -> mailbox.expire(Duration.ZERO) == 1);
    assertThat(mailbox.of(saga.address())).hasSize(1);
    assertThat(mailbox.signal(paid("nobody", "p-2"))).as("it is forgotten").isTrue();
  }

  @Tag("signal")
  @Test
  void aSignalIsConsumedByTheAppendThatTakesIt() {
    mailbox.signal(paid("k1", "p-1"));
    long id = mailbox.of(saga.address()).get(0).id();

    samples.write(samples.step(saga.address(), 2).consuming(List.of(id)));

    assertThat(mailbox.of(saga.address())).isEmpty();
  }
}
