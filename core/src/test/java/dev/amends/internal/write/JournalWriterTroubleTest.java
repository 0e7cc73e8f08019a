package dev.amends.internal.write;

import static dev.amends.internal.write.ScriptedStore.Trouble.AGAIN;
import static dev.amends.internal.write.ScriptedStore.Trouble.BROKEN;
import static dev.amends.internal.write.ScriptedStore.Trouble.LOST_AND_IN;
import static dev.amends.internal.write.ScriptedStore.Trouble.LOST_AND_OUT;
import static dev.amends.internal.write.ScriptedStore.Trouble.UNAVAILABLE;
import static dev.amends.internal.write.WriterFixture.POSITION;
import static dev.amends.internal.write.WriterFixture.joined;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.spi.Append;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lost answers and a database that is away: nobody is told what is not known. */
class JournalWriterTroubleTest {
  private final WriterFixture fixture = new WriterFixture();
  private final ScriptedStore store = fixture.store;
  private final JournalWriter writer = fixture.writer;

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource
  void triesAPatientAppendUntilItsFateIsKnown(ScriptedStore.Trouble trouble) {
    store.script.addAll(Collections.nCopies(4, trouble));
    Append append = fixture.append(1);
    assertThat(joined(writer.write(append))).isEqualTo(Written.APPENDED);
    assertThat(store.flushes).as("the same row with the same stamp").containsOnly(List.of(append));
    assertThat(store.holds(append)).isTrue();
  }

  @Test
  void insertsTheSameRowsAgainWhenTheAnswerWasLostAndNothingIsIn() {
    store.script.add(LOST_AND_OUT);
    Append append = fixture.append(1);
    assertThat(joined(writer.write(append))).isEqualTo(Written.APPENDED);
    assertThat(store.flushes).containsExactly(List.of(append), List.of(append));
  }

  @Test
  void knowsItsOwnRowWhenTheAnswerWasLostThoughItIsIn() {
    store.script.add(LOST_AND_IN);
    Append append = fixture.append(1);
    assertThat(joined(writer.write(append))).isEqualTo(Written.APPENDED);
    assertThat(store.flushes).containsExactly(List.of(append), List.of(append));
  }

  @Test
  void knowsAllRowsOfABatchAfterALostAnswer() {
    List<Append> appends = fixture.appends(300);
    assertThat(fixture.together(appends, LOST_AND_IN)).containsOnly(Written.APPENDED);
    assertThat(appends).allMatch(store::holds);
  }

  @Test
  void insertsABatchAgainOfWhichNothingIsIn() {
    List<Append> appends = fixture.appends(30);
    assertThat(fixture.together(appends, LOST_AND_OUT)).containsOnly(Written.APPENDED);
    assertThat(appends).allMatch(store::holds);
  }

  @Test
  void isFencedWhenAnothersRowStandsWhereItsAnswerWasLost() {
    store.script.add(LOST_AND_OUT);
    store.meanwhile = () -> store.meanwhile = () -> store.taken(1, POSITION);
    assertThat(joined(writer.write(fixture.append(1)))).isEqualTo(Written.FENCED);
  }

  @Test
  void asksAgainWhenItCannotReadWhoseRowItIs() {
    store.taken(1, POSITION);
    store.blind.release(2);
    assertThat(joined(writer.write(fixture.append(1)))).isEqualTo(Written.FENCED);
    assertThat(store.flushes).hasSize(3);
    store.blind.release(1);
    store.script.add(LOST_AND_IN);
    assertThat(joined(writer.write(fixture.append(2)))).isEqualTo(Written.APPENDED);
  }

  @Tag("A7")
  @Test
  void triesADeadlockedBatchAgain() {
    List<Append> appends = fixture.appends(4);
    assertThat(fixture.together(appends, AGAIN)).containsOnly(Written.APPENDED);
    assertThat(store.flushes.get(1)).isEqualTo(appends);
  }

  @Test
  void splitsABatchThatTheStoreBreaksOn() {
    List<Append> appends = fixture.appends(4);
    assertThat(fixture.together(appends, BROKEN)).containsOnly(Written.APPENDED);
    assertThat(fixture.sizes()).containsExactly(1, 4, 2, 2);
  }

  /** Every flush takes so long, by the monotonic clock. */
  private void flushesTake(Duration time) {
    store.meanwhile = () -> fixture.nanos.addAndGet(time.toNanos());
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "AGAIN"})
  void answersAnImpatientAppendWhenItsPatienceEnds(ScriptedStore.Trouble trouble) {
    flushesTake(ofMillis(400));
    store.script.addAll(Collections.nCopies(10, trouble));
    Append append = fixture.append(1);
    assertThat(joined(writer.write(append, ofSeconds(1)))).isEqualTo(Written.UNAVAILABLE);
    assertThat(store.flushes).as("at 0.4, 0.8 and 1.2 s").hasSize(3);
  }

  @Test
  void answersAnImpatientAppendWhoseLockAStrangerKeeps() {
    flushesTake(ofMillis(600));
    store.locked.add(1L);
    Append append = fixture.append(1);
    assertThat(joined(writer.write(append, ofSeconds(1)))).isEqualTo(Written.UNAVAILABLE);
    assertThat(store.flushes).hasSize(2);
  }

  @Test
  void writesAnImpatientAppendWhenTheTroublePassesInTime() {
    flushesTake(ofMillis(300));
    store.script.addAll(List.of(UNAVAILABLE, LOST_AND_OUT, AGAIN));
    assertThat(joined(writer.write(fixture.append(1), ofSeconds(1)))).isEqualTo(Written.APPENDED);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST_AND_IN", "LOST_AND_OUT", "BROKEN"})
  void saysThatNobodyKnowsWhenPatienceEndsAfterALostAnswer(ScriptedStore.Trouble lost) {
    flushesTake(ofMillis(600));
    store.script.addAll(List.of(lost, UNAVAILABLE));
    CompletableFuture<Written> result = writer.write(fixture.append(1), ofSeconds(1));
    assertThat(joined(result)).isEqualTo(Written.IN_DOUBT);
  }

  @Test
  void forgetsTheDoubtOnceTheFateIsKnown() {
    flushesTake(ofMillis(600));
    store.script.add(LOST_AND_OUT);
    store.poisoned.add(1L);
    CompletableFuture<Written> result = writer.write(fixture.append(1), ofSeconds(1));
    assertThat(joined(result)).isEqualTo(Written.REFUSED);
  }

  @Test
  void leavesThePatientOneOfABatchTryingWhenTheImpatientOneIsAnswered() {
    flushesTake(ofSeconds(2));
    store.script.addAll(List.of(UNAVAILABLE));
    CompletableFuture<Written> impatient = writer.write(fixture.append(1), ofSeconds(1));
    assertThat(impatient).isCompletedWithValue(Written.UNAVAILABLE);
    store.script.addAll(List.of(UNAVAILABLE, UNAVAILABLE));
    assertThat(joined(writer.write(fixture.append(2)))).isEqualTo(Written.APPENDED);
  }

  @Test
  void answersWhatWaitsForItsNextTryWhenItIsClosed() {
    store.locked.addAll(List.of(1L, 2L));
    store.script.addAll(List.of(UNAVAILABLE, LOST_AND_OUT));
    CompletableFuture<Written> absent = writer.write(fixture.append(1));
    CompletableFuture<Written> doubtful = writer.write(fixture.append(2));
    await().until(() -> store.flushes.size() > 6);
    assertThat(List.of(absent, doubtful)).noneMatch(result -> result.isDone());
    writer.close();
    assertThat(joined(absent)).isEqualTo(Written.UNAVAILABLE);
    assertThat(joined(doubtful)).isEqualTo(Written.IN_DOUBT);
  }
}
