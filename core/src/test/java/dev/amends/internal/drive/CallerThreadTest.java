package dev.amends.internal.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.amends.internal.time.SteppedScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CallerThreadTest {
  private static final long FAR = TimeUnit.SECONDS.toNanos(9);

  private final List<Runnable> workers = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final CallerThread caller =
      new CallerThread(new SteppedScheduler(nanos::get, workers::add));
  private final CompletableFuture<String> done = new CompletableFuture<>();
  private final List<String> log = new ArrayList<>();

  private Runnable task(String name) {
    return () -> log.add(name + " on " + Thread.currentThread().getName());
  }

  private String here(String name) {
    return name + " on " + Thread.currentThread().getName();
  }

  /** What the workers got, executed here. */
  private List<String> left() {
    log.clear();
    workers.forEach(Runnable::run);
    return List.copyOf(log);
  }

  @Test
  void doesTheWorkInOrderOnTheThreadOfTheCallerUntilItIsDone() {
    caller.execute(task("first"));
    caller.execute(
        () -> {
          caller.execute(task("third"));
          caller.execute(() -> done.complete("x"));
          log.add("second");
        });
    caller.workUntil(done, FAR);
    assertThat(log).containsExactly(here("first"), "second", here("third"));
    assertThat(left()).isEmpty();
  }

  @Test
  void leavesWhatIsLeftAndWhatComesLaterToTheWorkers() {
    caller.execute(() -> done.complete("x"));
    caller.execute(task("left"));
    caller.workUntil(done, FAR);
    caller.execute(task("later"));
    assertThat(log).isEmpty();
    assertThat(left()).containsExactly(here("left"), here("later"));
  }

  @Test
  void worksNotAtAllWhenItIsDoneAlready() {
    done.complete("x");
    caller.execute(task("left"));
    caller.workUntil(done, FAR);
    assertThat(log).isEmpty();
    assertThat(left()).containsExactly(here("left"));
  }

  @Test
  void leavesWhenTheMonotonicClockSaysSo() {
    caller.execute(() -> nanos.set(99));
    caller.execute(() -> nanos.set(100));
    caller.execute(task("too late"));
    caller.workUntil(done, 100);
    assertThat(nanos).as("the second one began in time").hasValue(100);
    assertThat(log).isEmpty();
    assertThat(left()).containsExactly(here("too late"));
  }

  @Test
  void leavesWhenNothingComesUntilTheDeadline() {
    CallerThread real = new CallerThread(new SteppedScheduler(System::nanoTime, workers::add));
    long begun = System.nanoTime();
    real.workUntil(done, begun + TimeUnit.MILLISECONDS.toNanos(20));
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    real.execute(task("later"));
    assertThat(left()).containsExactly(here("later"));
  }

  @Test
  void wakesUpWhenAnotherThreadBringsWorkOrSaysThatItIsDone() throws InterruptedException {
    CountDownLatch worked = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              caller.execute(
                  () -> {
                    task("brought").run();
                    worked.countDown();
                  });
              try {
                worked.await();
              } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
              }
              done.complete("x");
            });
    other.start();
    caller.workUntil(done, FAR);
    other.join();
    assertThat(done).isDone();
    assertThat(log).containsExactly(here("brought"));
  }

  @Test
  void leavesWhenItIsInterruptedAndStaysInterrupted() {
    caller.execute(() -> Thread.currentThread().interrupt());
    caller.execute(task("left"));
    caller.workUntil(done, FAR);
    assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
    assertThat(log).isEmpty();
    assertThat(left()).endsWith(here("left"));
  }

  @Test
  void waitsWithoutWorkingOnceItWasToldToLeave() {
    caller.execute(
        () -> {
          caller.leave();
          caller.execute(task("later"));
          done.complete("x");
        });
    caller.execute(task("left"));
    caller.workUntil(done, FAR);
    assertThat(log).isEmpty();
    assertThat(left()).containsSubsequence(here("left"), here("later"));
  }

  @Test
  void leavesQuietlyWhenTheWorkersTakeNothingMore() {
    CallerThread last =
        new CallerThread(
            new SteppedScheduler(
                nanos::get,
                task -> {
                  throw new RejectedExecutionException("stopped");
                }));
    last.execute(task("lost"));
    done.complete("x");
    assertThatCode(() -> last.workUntil(done, FAR)).doesNotThrowAnyException();
  }
}
