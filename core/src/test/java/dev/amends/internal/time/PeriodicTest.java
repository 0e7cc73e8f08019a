package dev.amends.internal.time;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PeriodicTest {
  private final Semaphore rounds = new Semaphore(0);
  private Periodic periodic = new Periodic("test", () -> ofHours(1), rounds::release);

  @AfterEach
  void close() {
    periodic.close();
  }

  private void begin(Duration every, Runnable work) {
    periodic = new Periodic("test", () -> every, work);
    periodic.start();
  }

  private void rounds(int count) throws InterruptedException {
    assertThat(rounds.tryAcquire(count, 5, TimeUnit.SECONDS)).as("%d rounds", count).isTrue();
  }

  @Test
  void doesItAgainAndAgainOnADaemonOfThatName() throws InterruptedException {
    begin(
        ofMillis(1),
        () -> {
          Thread self = Thread.currentThread();
          if (self.getName().startsWith("test-") && self.isDaemon()) {
            rounds.release();
          }
        });
    rounds(3);
  }

  @Test
  void asksBeforeEachRoundHowLongToWait() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    periodic =
        new Periodic(
            "test", () -> asked.incrementAndGet() < 4 ? ofMillis(1) : ofHours(1), rounds::release);
    periodic.start();

    rounds(3);

    assertThat(rounds.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(asked).hasValue(4);
  }

  @Test
  void goesOnAfterAFailure() throws InterruptedException {
    AtomicInteger round = new AtomicInteger();
    begin(
        ofMillis(1),
        () -> {
          rounds.release();
          int which = round.incrementAndGet();
          if (which == 1) {
            throw new IllegalStateException("failed");
          } else if (which == 2) {
            throw new StackOverflowError("failed badly");
          }
        });
    rounds(4);
  }

  @Test
  void beginsARoundAtOnceWhenItIsNudged() throws InterruptedException {
    begin(ofHours(1), rounds::release);
    periodic.nudge();
    rounds(1);
    periodic.nudge();
    rounds(1);
  }

  @Test
  void doesNotForgetANudgeThatComesDuringARound() throws InterruptedException {
    CountDownLatch nudged = new CountDownLatch(1);
    begin(
        ofHours(1),
        () -> {
          rounds.release();
          awaitQuietly(nudged);
        });
    periodic.nudge();
    rounds(1);
    periodic.nudge();
    nudged.countDown();
    rounds(1);
  }

  @Test
  void waitsForTheRoundUnderWayWhenItIsClosedAndBeginsNoOther() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    begin(
        ofMillis(1),
        () -> {
          rounds.release();
          awaitQuietly(go);
          ended.incrementAndGet();
        });
    rounds(1);
    Thread closing = new Thread(periodic::close);
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    go.countDown();
    closing.join(5_000);
    assertThat(ended).hasValue(1);
    assertThat(rounds.availablePermits()).isZero();
    periodic.nudge();
    assertThat(rounds.tryAcquire(20, TimeUnit.MILLISECONDS)).as("it has stopped").isFalse();
  }

  @Test
  void mayBeClosedThoughItNeverBegan() {
    periodic.close();
    assertThat(rounds.availablePermits()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
