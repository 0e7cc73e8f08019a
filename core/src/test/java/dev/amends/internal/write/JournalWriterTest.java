package dev.amends.internal.write;

import static dev.amends.internal.write.WriterFixture.POSITION;
import static dev.amends.internal.write.WriterFixture.ended;
import static dev.amends.internal.write.WriterFixture.joined;
import static dev.amends.internal.write.WriterFixture.reached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.spi.Append;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which appends go into one transaction, and that each learns its own fate. */
class JournalWriterTest {
  private static final int MEGABYTE = 1 << 20;

  private final WriterFixture fixture = new WriterFixture();
  private final ScriptedStore store = fixture.store;
  private final JournalWriter writer = fixture.writer;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Tag("O3")
  @Test
  void flushesOnTheCallersThreadWhenItIsIdle() {
    assertThat(writer.write(fixture.append(1))).isCompletedWithValue(Written.APPENDED);
    assertThat(store.threads).containsExactly(Thread.currentThread().getName());
    assertThat(fixture.told).containsExactly("1 appends, 10 bytes");
  }

  @Tag("journal-writer")
  @Test
  void gathersWhatComesWhileAFlushIsUnderWayIntoTheNextOne() {
    List<Append> appends = fixture.appends(5);
    assertThat(fixture.together(appends)).containsOnly(Written.APPENDED);
    assertThat(fixture.sizes()).containsExactly(1, 5);
    assertThat(store.flushes.get(1)).as("in order").isEqualTo(appends);
    assertThat(store.threads.get(0)).isEqualTo("first");
    assertThat(store.threads.get(1)).startsWith("amends-writer");
    assertThat(fixture.told).containsExactly("1 appends, 10 bytes", "5 appends, 50 bytes");
  }

  @Tag("journal-writer")
  @Test
  void flushesBesideAFlushThatIsUnderWayOnceManyHaveGathered() {
    try (WriterFixture two = new WriterFixture(2)) {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      two.store.meanwhile =
          () -> {
            two.store.meanwhile = () -> {};
            inside.countDown();
            reached(go);
          };
      List<CompletableFuture<Written>> results = new ArrayList<>();
      Append stalled = two.append(0);
      Thread first = new Thread(() -> joined(two.writer.write(stalled)), "first");
      first.start();
      reached(inside);
      two.appends(99).forEach(append -> results.add(two.writer.write(append)));
      assertThat(results).as("worth no transaction of their own yet").noneMatch(r -> r.isDone());
      results.add(two.writer.write(two.append(100)));
      assertThat(joined(results)).containsOnly(Written.APPENDED);
      assertThat(first.isAlive()).as("the first one is still under way").isTrue();
      go.countDown();
      ended(first);
      assertThat(two.sizes()).containsExactlyInAnyOrder(1, 100);
    }
  }

  @Test
  void flushesAThousandRowsAtOnceAtMost() {
    assertThat(fixture.together(fixture.appends(2_500))).containsOnly(Written.APPENDED);
    assertThat(fixture.sizes()).containsExactly(1, 1_000, 1_000, 500);
  }

  @Test
  void flushesFourMegabytesAtOnceAtMostUnlessOneAppendHasMore() {
    List<Append> appends = new ArrayList<>();
    for (int saga = 1; saga <= 5; saga++) {
      appends.add(fixture.append(saga, MEGABYTE * 3 / 2));
    }
    appends.add(fixture.append(6, 5 * MEGABYTE));
    appends.add(fixture.append(7, MEGABYTE));
    appends.add(fixture.append(8, 3 * MEGABYTE));
    assertThat(fixture.together(appends)).containsOnly(Written.APPENDED);
    assertThat(fixture.sizes()).containsExactly(1, 2, 2, 1, 1, 2);
  }

  @Test
  void countsTheBytesOfSagasThatStartAlongside() {
    List<Append> appends = new ArrayList<>();
    for (int saga = 1; saga <= 3; saga++) {
      Append other = fixture.append(saga + 10, MEGABYTE);
      appends.add(fixture.append(saga, MEGABYTE).with(List.of(other)));
    }
    assertThat(fixture.together(appends)).containsOnly(Written.APPENDED);
    assertThat(fixture.sizes()).containsExactly(1, 2, 1);
  }

  @Test
  void fencesOnlyThoseWhoseRowIsTaken() {
    for (int taken : List.of(1, 4, 8)) {
      store.taken(taken, POSITION);
    }
    List<Append> appends = fixture.appends(8);
    List<Written> written = fixture.together(appends);
    for (int i = 0; i < appends.size(); i++) {
      boolean fenced = i == 0 || i == 3 || i == 7;
      assertThat(written.get(i)).isEqualTo(fenced ? Written.FENCED : Written.APPENDED);
      assertThat(store.holds(appends.get(i))).isEqualTo(!fenced);
    }
  }

  @Test
  void refusesOnlyTheOneWhoseDataIsBad() {
    store.poisoned.add(3L);
    List<Append> appends = fixture.appends(5);
    assertThat(fixture.together(appends))
        .containsExactly(
            Written.APPENDED,
            Written.APPENDED,
            Written.REFUSED,
            Written.APPENDED,
            Written.APPENDED);
    assertThat(appends).filteredOn(store::holds).hasSize(4);
  }

  @Test
  void tellsAStartWhoseKeyIsTakenFromASagaThatIsLost() {
    store.takenKeys.add(2L);
    store.takenKeys.add(4L);
    store.taken(5, POSITION);
    List<Append> appends =
        List.of(
            fixture.start(1),
            fixture.start(2),
            fixture.append(3),
            fixture.append(4),
            fixture.start(5));
    assertThat(fixture.together(appends))
        .containsExactly(
            Written.APPENDED, Written.DUPLICATE, Written.APPENDED, Written.FENCED, Written.FENCED);
  }

  @Test
  void letsTheOthersInBeforeTheOneWhoseLockAStrangerHolds() {
    store.locked.add(3L);
    List<Append> appends = fixture.appends(4);
    List<CompletableFuture<Written>> results = fixture.gathered(appends);
    for (int innocent : List.of(0, 1, 3)) {
      assertThat(joined(results.get(innocent))).isEqualTo(Written.APPENDED);
    }
    assertThat(results.get(2)).isNotDone();
    store.locked.clear();
    assertThat(joined(results.get(2))).isEqualTo(Written.APPENDED);
  }

  @Tag("journal-writer")
  @Test
  void mixesNoFatesWhenSeveralThingsAreWrongAtOnce() {
    store.taken(1, POSITION);
    store.poisoned.add(2L);
    store.locked.add(4L);
    store.takenKeys.add(6L);
    List<Append> appends = new ArrayList<>(fixture.appends(5));
    appends.add(fixture.start(6));
    appends.add(fixture.append(7));
    List<CompletableFuture<Written>> results = fixture.gathered(appends);
    assertThat(joined(results.get(6))).isEqualTo(Written.APPENDED);
    store.locked.clear();
    assertThat(joined(results))
        .containsExactly(
            Written.FENCED,
            Written.REFUSED,
            Written.APPENDED,
            Written.APPENDED,
            Written.APPENDED,
            Written.DUPLICATE,
            Written.APPENDED);
  }

  @Test
  void flushesWhatCameWhileALoneOneWasTriedAgain() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    store.script.add(ScriptedStore.Trouble.AGAIN);
    store.meanwhile =
        () ->
            store.meanwhile =
                () -> {
                  inside.countDown();
                  reached(go);
                };
    CompletableFuture<Written> lone = writer.write(fixture.append(1));
    reached(inside);
    CompletableFuture<Written> other = writer.write(fixture.append(2));
    store.meanwhile = () -> {};
    go.countDown();
    assertThat(joined(lone)).isEqualTo(Written.APPENDED);
    assertThat(joined(other)).as("nobody else comes to flush it").isEqualTo(Written.APPENDED);
  }

  @Test
  void flushesWhatIsQueuedWhenItIsClosedAndTakesNoMore() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    store.meanwhile =
        () -> {
          store.meanwhile = () -> {};
          inside.countDown();
          reached(go);
        };
    Thread first = new Thread(() -> assertThat(writer.write(fixture.append(0))).isDone());
    first.start();
    reached(inside);
    CompletableFuture<Written> queued = writer.write(fixture.append(1));
    Thread closing = new Thread(writer::close);
    closing.start();
    go.countDown();
    ended(first);
    ended(closing);
    assertThat(joined(queued)).isEqualTo(Written.APPENDED);
    int flushes = store.flushes.size();
    assertThat(writer.write(fixture.append(2))).isCompletedWithValue(Written.UNAVAILABLE);
    assertThat(store.flushes).hasSize(flushes);
  }
}
