package dev.amends.testkit.contract;

import static dev.amends.spi.Retention.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.Flushed;
import dev.amends.spi.Leases.Node;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Opened;
import dev.amends.spi.Retention;
import dev.amends.spi.Retention.Chunk;
import dev.amends.spi.Retention.Keep;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What ended long ago goes in time; what has not ended stays. */
public abstract class RetentionContract extends StoreContract {
  private static final Duration DAY = Duration.ofDays(1);

  /** Journals for 10 days, keys for 20. */
  private static final Keep KEEP = new Keep(DAY.multipliedBy(10), DAY.multipliedBy(20));

  private static final int MANY = 1_000;

  private Retention retention;

  @BeforeEach
  void takeRetention() {
    retention = store.retention();
  }

  @Tag("N1")
  @Test
  void aJournalGoesAndItsKeyStays() throws Exception {
    NewSaga old = ended("old", 11);
    NewSaga young = ended("young", 9);
    SagaRow before = other.find(old.id()).orElseThrow();

    assertThat(journals()).isEqualTo(1);

    assertThat(other.journal(old.address())).isEmpty();
    assertThat(other.journals(List.of(old.address(), young.address())))
        .containsOnlyKeys(young.address().number());
    assertThat(other.journal(young.address())).hasSize(3);
    for (SagaRow row :
        List.of(
            other.find(old.id()).orElseThrow(),
            other.find(Samples.TYPE, "old").orElseThrow(),
            existing("old"))) {
      assertThat(row).usingRecursiveComparison().isEqualTo(before);
    }
    assertThat(before.status()).isEqualTo(SagaStatus.SUCCEEDED);
    assertThat(before.inputHash()).hasToString(String.valueOf(old.inputHash()));
    assertThat(settle(store, List.of(samples.start(samples.saga("old")))))
        .isEqualTo(Flushed.CONFLICT);
  }

  private SagaRow existing(String key) throws Exception {
    Opened opened = transactions.inNew(() -> store.open(samples.saga(key)));
    assertThat(opened).isInstanceOf(Opened.Existing.class);
    return ((Opened.Existing) opened).saga();
  }

  @Test
  void aJournalThatIsGoneIsNotRemovedAgain() {
    ended("old", 11);

    assertThat(journals()).isEqualTo(1);
    assertThat(journals()).isZero();
    assertThat(sagas()).isZero();
  }

  @Test
  void aSagaOfOldAgeGoesWhole() {
    NewSaga old = ended("old", 21);
    NewSaga young = ended("young", 19);
    store.audit(samples.audit(old, "resume"));
    store.audit(samples.audit(young, "resume"));

    assertThat(sagas()).isEqualTo(1);

    assertGone(old);
    assertThat(other.find(Samples.TYPE, "old")).isEmpty();
    assertThat(other.find(young.id())).isPresent();
    assertThat(other.journal(young.address())).hasSize(3);
    assertThat(other.audits(young.id(), 10)).hasSize(1);
  }

  @Test
  void whatHasNoKeyGoesWithItsJournal() {
    NewSaga old = ended(null, 11);
    NewSaga young = ended(null, 9);

    assertThat(journals()).isEqualTo(1);

    assertGone(old);
    assertThat(other.find(young.id())).isPresent();
    assertThat(other.journal(young.address())).hasSize(3);
  }

  @Test
  void aSagaOfOldAgeGoesWholeWithItsJournal() {
    NewSaga old = ended("old", 21);
    NewSaga undone = ended("undone", 22, SagaStatus.COMPENSATED);

    assertThat(journals()).isEqualTo(2);

    assertGone(old);
    assertGone(undone);
    assertThat(other.list(new SagaFilter(null, SagaStatus.COMPENSATED, null, null, 10))).isEmpty();
    assertThat(sagas()).isZero();
  }

  @Test
  void anUndoneSagaWithoutAJournalIsStillListedAsUndone() {
    NewSaga undone = ended("undone", 11, SagaStatus.COMPENSATED);

    assertThat(journals()).isEqualTo(1);

    assertThat(other.list(new SagaFilter(null, SagaStatus.COMPENSATED, null, null, 10)))
        .extracting(SagaRow::id)
        .containsExactly(undone.id());
  }

  @Test
  void aKeyThatIsGoneMayBeUsedAnew() {
    ended("k", 21);
    assertThat(sagas()).isEqualTo(1);

    NewSaga anew = started("k");

    assertThat(other.find(Samples.TYPE, "k")).map(SagaRow::id).contains(anew.id());
  }

  @Tag("N1")
  @Test
  void whatHasNotEndedStaysHoweverOldItIs() {
    NewSaga running = begun("running", 400);
    NewSaga unkeyed = begun(null, 400);
    NewSaga parked = begun("parked", 400);
    samples.write(
        samples.move(
            parked.address(),
            3,
            new Change.Move(SagaStatus.PARKED, ParkReason.STEP_FAILED, null, null)));
    ended("old", 399);

    assertThat(journals()).isEqualTo(1);
    assertThat(sagas()).isZero();

    for (NewSaga each : List.of(running, unkeyed, parked)) {
      assertThat(other.find(each.id())).isPresent();
      assertThat(other.journal(each.address())).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void whatBeganLongAgoAndEndedNowStays() {
    NewSaga saga = begun("k", 400);
    samples.write(samples.end(saga.address(), 3, SagaStatus.SUCCEEDED));

    assertThat(journals()).isZero();
    assertThat(sagas()).isZero();

    assertThat(other.journal(saga.address())).hasSize(3);
  }

  @Test
  void aRoundGoesOnWhereTheCallBeforeItStopped() {
    List<NewSaga> old = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      old.add(ended("a" + i, 12 + i % 3));
      begun("b" + i, 12);
    }

    Chunk first = retention.journals(KEEP, START, 3);

    assertThat(first.sagas()).isBetween(1, 3);
    assertThat(first.next()).isNotNull();
    assertThat(old).filteredOn(one -> other.journal(one.address()).isEmpty()).hasSizeBetween(1, 3);
    assertThat(first.sagas() + journals(store, first.next(), 3)).isEqualTo(7);
    assertThat(old).allMatch(one -> other.journal(one.address()).isEmpty());
  }

  @Test
  void aRoundOverSagasGoesOnToo() {
    List<NewSaga> old = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      old.add(ended("a" + i, 21));
      begun("b" + i, 21);
    }

    Chunk first = retention.sagas(KEEP.keys(), START, 3);

    assertThat(first.sagas()).isBetween(1, 3);
    assertThat(first.next()).isNotNull();
    assertThat(first.sagas() + sagas(store, first.next(), 3)).isEqualTo(7);
    old.forEach(this::assertGone);
  }

  @Test
  void nothingIsLostByTwoNodesAtOnceAndNothingIsCountedTwice() throws Exception {
    List<NewSaga> old = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      old.add(ended(i % 2 == 0 ? "k" + i : null, 11 + i % 15));
    }

    SagaStore third = node();
    List<Integer> removed =
        Race.run(
            List.of(() -> journals(store, 4), () -> journals(other, 4), () -> journals(third, 4)));
    int left = journals();

    assertThat(old)
        .allMatch(one -> other.journal(one.address()).isEmpty())
        .filteredOn(one -> one.key() == null)
        .allMatch(one -> other.find(one.id()).isEmpty());
    int once = removed.stream().mapToInt(each -> each).sum() + left;
    assertThat(once).isEqualTo(60);
  }

  @Test
  void aStartAtTheMomentOfRemovalFindsTheOldSagaOrMakesANewOne() throws Exception {
    for (int i = 0; i < 20; i++) {
      String key = "k" + i;
      NewSaga old = ended(key, 21);
      NewSaga anew = samples.saga(key);
      Append start = samples.start(anew);
      boolean joined = i % 2 == 0;

      List<Boolean> answers =
          Race.run(
              List.of(
                  () -> sagas(store, START, MANY) >= 0,
                  () ->
                      joined
                          ? startedJoined(anew, start)
                          : settle(other, List.of(start)) == Flushed.COMMITTED));

      sagas();
      Optional<SagaRow> there = store.find(Samples.TYPE, key);
      assertThat(there.map(SagaRow::id))
          .isEqualTo(answers.get(1) ? Optional.of(anew.id()) : Optional.empty());
      assertGone(old);
    }
  }

  private boolean startedJoined(NewSaga saga, Append start) throws Exception {
    return transactions.inNew(() -> store.open(saga) instanceof Opened.New && store.append(start));
  }

  @Tag("retention")
  @Test
  void nobodyWhoWritesWaitsForIt() throws Exception {
    NewSaga running = begun("running", 400);
    ended("old", 11);

    try (HeldTransaction<Boolean> user =
        HeldTransaction.open(
            transactions, () -> store.append(samples.step(running.address(), 3)))) {
      assertThat(user.result()).isTrue();

      assertThat(journals(other, MANY)).isEqualTo(1);

      user.commit();
    }
    assertThat(other.journal(running.address())).hasSize(3);
  }

  @Test
  void messagesForASagaThatIsGoneAreSwept() {
    NewSaga old = ended("old", 21);
    store.mailbox().put(old.address(), Kind.CANCEL, new byte[] {1});
    assertThat(sagas()).isEqualTo(1);

    assertThat(other.mailbox().sweep()).isEqualTo(1);
    assertThat(other.mailbox().of(old.address())).isEmpty();
  }

  @Test
  void nodesThatWentLongAgoGoUnlessTheyOwnASaga() {
    long live = store.leases().register("live", List.of(Samples.PLAN), DAY).incarnation();
    long left = store.leases().register("left", List.of("p"), DAY).incarnation();
    long dead = store.leases().register("dead", List.of("p"), Duration.ZERO).incarnation();
    long owner = store.leases().register("owner", List.of("p"), Duration.ZERO).incarnation();
    samples.write(samples.start(samples.saga("k"), owner, null));
    Expiry.awaitEnd(store, owner);
    Expiry.bury(store, live, dead);
    store.leases().leave(left);

    assertThat(retention.nodes(DAY, 10)).isZero();
    awaitLaterThanAllEnds();
    assertThat(retention.nodes(Duration.ZERO, 10)).isEqualTo(2);

    assertThat(other.leases().nodes(10)).extracting(Node::incarnation).containsExactly(owner, live);
    assertThat(other.leases().renew(dead, DAY)).isEmpty();
    assertThat(other.leases().unheld(List.of("p", Samples.PLAN))).containsExactly("p");
    assertThat(other.leases().register("next", List.of(), DAY).incarnation()).isGreaterThan(owner);
  }

  private void awaitLaterThanAllEnds() {
    Instant ends = store.now();
    await().pollInterval(Duration.ofMillis(1)).until(() -> store.now().isAfter(ends));
  }

  @Test
  void keysThatGoBeforeTheirJournalsAreRefused() {
    assertThatThrownBy(() -> new Keep(DAY.multipliedBy(2), DAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least as long as journals");
    assertThatThrownBy(() -> new Keep(Duration.ZERO, DAY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private int journals() {
    return journals(store, MANY);
  }

  private static int journals(SagaStore node, int limit) {
    return journals(node, START, limit);
  }

  private static int journals(SagaStore node, @Nullable SagaAddress from, int limit) {
    int removed = 0;
    SagaAddress after = from;
    while (after != null) {
      Chunk chunk = node.retention().journals(KEEP, after, limit);
      removed += chunk.sagas();
      after = chunk.next();
    }
    return removed;
  }

  private int sagas() {
    return sagas(store, START, MANY);
  }

  private static int sagas(SagaStore node, @Nullable SagaAddress from, int limit) {
    int removed = 0;
    SagaAddress after = from;
    while (after != null) {
      Chunk chunk = node.retention().sagas(KEEP.keys(), after, limit);
      removed += chunk.sagas();
      after = chunk.next();
    }
    return removed;
  }

  private void assertGone(NewSaga saga) {
    assertThat(other.find(saga.id())).isEmpty();
    assertThat(other.byNumber(List.of(saga.address().number()))).isEmpty();
    assertThat(other.journal(saga.address())).isEmpty();
    assertThat(other.audits(saga.id(), 10)).isEmpty();
  }

  /** A saga that started so many days ago and has two entries. */
  private NewSaga begun(@Nullable String key, int days) {
    NewSaga now = key == null ? samples.unkeyed() : samples.saga(key);
    SagaAddress address = new SagaAddress(now.address().number(), now.address().bucket() - days);
    NewSaga saga =
        new NewSaga(
            address,
            now.id(),
            now.type(),
            now.key(),
            now.inputHash(),
            now.planHash(),
            now.startedAt().minus(DAY.multipliedBy(days)));
    samples.write(samples.start(saga));
    samples.write(samples.step(address, 2));
    return saga;
  }

  private NewSaga ended(@Nullable String key, int days) {
    return ended(key, days, SagaStatus.SUCCEEDED);
  }

  /** A saga that started and ended so many days ago. */
  private NewSaga ended(@Nullable String key, int days, SagaStatus status) {
    NewSaga saga = begun(key, days);
    Append end = samples.end(saga.address(), 3, status);
    samples.write(
        new Append(
            end.saga(),
            end.position(),
            end.writer(),
            end.number(),
            end.at().minus(DAY.multipliedBy(days)),
            end.facts(),
            end.change(),
            end.alongside(),
            end.mail(),
            end.letters(),
            end.audit()));
    return saga;
  }
}
