package dev.amends.internal.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.internal.call.Ended;
import dev.amends.sample.Facts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FlightTest {
  private static final Ended BACK = new Ended.Gave(Facts.payload("x"));
  private static final Ended LATE = Ended.timedOut(Duration.ofSeconds(1));

  private final List<Ended> ends = new CopyOnWriteArrayList<>();
  private final Flight flight = new Flight(ends::add);
  private final CompletableFuture<Void> timer = new CompletableFuture<>();

  @AfterEach
  void leaveNoFlagBehind() {
    Thread.interrupted();
  }

  private static void comeBack(Flight flight, List<Ended> ends) {
    if (flight.cameBack()) {
      ends.add(BACK);
    }
  }

  @Test
  void endsByComingBackAndCancelsItsTimer() {
    assertThat(flight.takeOff(timer)).isTrue();
    comeBack(flight, ends);
    assertThat(ends).containsExactly(BACK);
    assertThat(timer).isCancelled();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void hasNoTimeOutAnyMoreOnceItHasComeBack() {
    flight.takeOff(timer);
    comeBack(flight, ends);
    flight.timeOut(LATE);
    assertThat(ends).containsExactly(BACK);
    assertThat(Thread.currentThread().isInterrupted())
        .as("the thread does other work now")
        .isFalse();
  }

  @Test
  void interruptsTheCallWhenItsTimeRunsOutAndIgnoresWhatItGivesLater() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CompletableFuture<Boolean> flagAfterwards = new CompletableFuture<>();
    Thread calling =
        new Thread(
            () -> {
              flight.takeOff(timer);
              inside.countDown();
              boolean interrupted = false;
              while (!interrupted) {
                interrupted = Thread.currentThread().isInterrupted();
                Thread.onSpinWait();
              }
              comeBack(flight, ends);
              flagAfterwards.complete(Thread.currentThread().isInterrupted());
            });
    calling.start();
    inside.await();
    flight.timeOut(LATE);
    assertThat(ends).containsExactly(LATE);
    assertThat(flagAfterwards.get()).as("the flag belonged to the call alone").isFalse();
    assertThat(ends).containsExactly(LATE);
    assertThat(timer).isCancelled();
  }

  @Test
  void leavesAnInterruptAloneThatIsNotItsOwn() {
    flight.takeOff(timer);
    Thread.currentThread().interrupt();
    comeBack(flight, ends);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void isNotBegunWhenItsTimeRanOutBefore() {
    flight.timeOut(LATE);
    assertThat(ends).containsExactly(LATE);
    assertThat(flight.takeOff(timer)).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void runsOutOfTimeOnce() {
    flight.takeOff(timer);
    flight.timeOut(LATE);
    Thread.interrupted();
    flight.timeOut(LATE);
    assertThat(ends).containsExactly(LATE);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** Whichever comes first counts, and the thread is never left interrupted. */
  @Test
  void endsOnceWhenBothHappenAtTheSameMoment() throws Exception {
    for (int i = 0; i < 200; i++) {
      List<Ended> both = new CopyOnWriteArrayList<>();
      Flight raced = new Flight(both::add);
      raced.takeOff(new CompletableFuture<>());
      AtomicBoolean go = new AtomicBoolean();
      CompletableFuture<Void> timing =
          CompletableFuture.runAsync(
              () -> {
                go.set(true);
                raced.timeOut(LATE);
              });
      while (!go.get()) {
        Thread.onSpinWait();
      }
      comeBack(raced, both);
      boolean interrupted = Thread.interrupted();
      timing.get();
      assertThat(both).hasSize(1);
      assertThat(interrupted || Thread.interrupted()).as("round %d", i).isFalse();
    }
  }
}
