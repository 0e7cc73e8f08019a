package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.Fact;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.outcome.Failure;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.Flushed;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.Mailbox.Letter;
import dev.amends.spi.Mailbox.Mail;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Retention;
import dev.amends.spi.Retention.Keep;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sagas that do steps of others: begun, told of and called back by appends of the others. */
public abstract class FamilyContract extends StoreContract {
  private static final Duration DAY = Duration.ofDays(1);

  private NewSaga parent;

  @BeforeEach
  void startAParent() {
    parent = started("parent");
  }

  private NewSaga child(String key) {
    NewSaga saga = samples.saga(key);
    return new NewSaga(
        saga.address(),
        saga.id(),
        saga.type(),
        saga.key(),
        saga.inputHash(),
        saga.planHash(),
        saga.startedAt(),
        parent.address().number());
  }

  private NewSaga childThatSucceeded() {
    NewSaga child = child("child");
    samples.write(samples.step(parent.address(), 2).with(List.of(samples.start(child))));
    samples.write(samples.end(child.address(), 2, SagaStatus.SUCCEEDED));
    return child;
  }

  private Append recall(NewSaga child, int position) {
    Fact recalled = new Fact.Recalled(Failure.of("test", "its parent failed"));
    return samples.append(child.address(), position, recalled).with(new Change.Reopen());
  }

  private static Letter letter(SagaAddress to, int body) {
    return new Letter(to, Kind.CHILD_ENDED, new byte[] {(byte) body, 0, -1});
  }

  @Tag("E2")
  @Test
  void anAppendBeginsAChildOrNothingOfBothIsThere() {
    NewSaga child = child("child");
    Append both = samples.step(parent.address(), 2).with(List.of(samples.start(child)));

    assertThat(settle(store, List.of(both))).isEqualTo(Flushed.COMMITTED);
    assertThat(other.find(child.id()).orElseThrow().status()).isEqualTo(SagaStatus.RUNNING);

    NewSaga late = child("late");
    Append fenced = samples.step(parent.address(), 2).with(List.of(samples.start(late)));
    assertThat(settle(store, List.of(fenced))).isEqualTo(Flushed.CONFLICT);
    assertThat(other.find(late.id())).isEmpty();
  }

  @Tag("E1")
  @Test
  void messagesGoWithTheAppendThatSendsThem() {
    NewSaga child = child("child");
    samples.write(samples.start(child));
    Append end =
        samples
            .end(child.address(), 2, SagaStatus.SUCCEEDED)
            .sending(List.of(letter(parent.address(), 1), letter(parent.address(), 2)));
    samples.write(end);

    List<Mail> mail = other.mailbox().poll(Samples.WRITER, List.of(Samples.PLAN), 0, 10);
    assertThat(mail).extracting(Mail::saga).containsOnly(parent.address());
    assertThat(mail).extracting(Mail::kind).containsOnly(Kind.CHILD_ENDED);
    assertThat(mail).extracting(each -> (int) each.body()[0]).containsExactlyInAnyOrder(1, 2);

    Append again = samples.step(child.address(), 2).sending(List.of(letter(parent.address(), 3)));
    assertThat(settle(store, List.of(again))).isEqualTo(Flushed.CONFLICT);
    assertThat(other.mailbox().of(parent.address())).hasSize(2);
  }

  @Test
  void aChildThatSucceededIsCalledBackByAnAppendOfItsParent() {
    NewSaga child = childThatSucceeded();
    Append order = samples.step(parent.address(), 3).with(List.of(recall(child, 3)));

    assertThat(settle(store, List.of(order))).isEqualTo(Flushed.COMMITTED);

    var row = other.find(child.id()).orElseThrow();
    assertThat(row.status()).isEqualTo(SagaStatus.COMPENSATING);
    assertThat(row.owner()).isNull();
    assertThat(row.endedAt()).isNull();
    assertThat(other.live().due(List.of(Samples.PLAN), 10))
        .extracting(LiveSagas.Candidate::address)
        .containsExactly(child.address());
    assertThat(other.journal(child.address())).hasSize(3);
    assertThat(other.find(child.type(), "child").orElseThrow().id()).isEqualTo(child.id());
  }

  @Test
  void aChildThatWasCalledBackEndsOnceMore() {
    NewSaga child = childThatSucceeded();
    samples.write(samples.step(parent.address(), 3).with(List.of(recall(child, 3))));

    samples.write(samples.end(child.address(), 4, SagaStatus.COMPENSATED));

    assertThat(other.find(child.id()).orElseThrow().status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(settle(store, List.of(recall(child, 5)))).isEqualTo(Flushed.CONFLICT);
  }

  @Tag("E3")
  @Test
  void onlyASagaThatSucceededIsCalledBackAndOnlyOnce() {
    NewSaga child = childThatSucceeded();
    NewSaga running = child("running");
    samples.write(samples.start(running));

    assertThat(settle(store, List.of(recall(running, 2)))).isEqualTo(Flushed.CONFLICT);
    samples.write(samples.step(parent.address(), 3).with(List.of(recall(child, 3))));
    Append again = samples.step(parent.address(), 4).with(List.of(recall(child, 3)));
    assertThat(settle(store, List.of(again))).isEqualTo(Flushed.CONFLICT);
    assertThat(other.journal(parent.address())).hasSize(3);
  }

  @Test
  void severalAreCalledBackTogether() {
    NewSaga one = child("one");
    NewSaga two = child("two");
    samples.write(samples.start(one), samples.start(two));
    samples.write(
        samples.end(one.address(), 2, SagaStatus.SUCCEEDED),
        samples.end(two.address(), 2, SagaStatus.SUCCEEDED));

    Append order = samples.step(parent.address(), 2).with(List.of(recall(two, 3), recall(one, 3)));

    assertThat(settle(store, List.of(order))).isEqualTo(Flushed.COMMITTED);
    assertThat(other.live().due(List.of(Samples.PLAN), 10)).hasSize(2);
  }

  /** E4: what the outermost saga may still need is kept, however old it is. */
  @Tag("E4")
  @Test
  void aChildIsKeptAsLongAsItsRootHasNotEnded() {
    NewSaga child = old(child("child"));
    NewSaga alone = old(samples.saga("alone"));
    Keep keep = new Keep(DAY, DAY.multipliedBy(2));

    remove(keep);
    assertThat(other.journal(child.address())).hasSize(2);
    assertThat(other.journal(alone.address())).isEmpty();

    samples.write(samples.end(parent.address(), 2, SagaStatus.SUCCEEDED));
    remove(keep);
    assertThat(other.journal(child.address())).isEmpty();
  }

  private void remove(Keep keep) {
    SagaAddress after = Retention.START;
    while (after != null) {
      after = store.retention().journals(keep, after, 1_000).next();
    }
    after = Retention.START;
    while (after != null) {
      after = store.retention().sagas(keep.keys(), after, 1_000).next();
    }
  }

  /** The same, started and ended ten days ago. */
  private NewSaga old(NewSaga now) {
    Duration age = DAY.multipliedBy(10);
    NewSaga old =
        new NewSaga(
            new SagaAddress(now.address().number(), now.address().bucket() - 10),
            now.id(),
            now.type(),
            now.key(),
            now.inputHash(),
            now.planHash(),
            now.startedAt().minus(age),
            now.root());
    samples.write(samples.start(old));
    Append end = samples.end(old.address(), 2, SagaStatus.SUCCEEDED);
    samples.write(
        Append.of(
                end.saga(),
                end.position(),
                end.writer(),
                end.number(),
                end.at().minus(age),
                end.facts())
            .with(end.change()));
    return old;
  }
}
