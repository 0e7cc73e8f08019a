package dev.amends.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class OneThreadTimerTest {
  private final OneThreadTimer timer = new OneThreadTimer("timer-test");

  @AfterEach
  void close() {
    timer.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 0, 20, 240, 260, 700})
  void comesInTimeAndNotBefore(int millis) throws Exception {
    CompletableFuture<Long> came = new CompletableFuture<>();
    long begun = System.nanoTime();
    Future<?> unused =
        timer.in(Duration.ofMillis(millis), () -> came.complete(System.nanoTime() - begun));
    assertThat(TimeUnit.NANOSECONDS.toMillis(came.get()))
        .isGreaterThanOrEqualTo(Math.max(0, millis))
        .isLessThan(millis + 5_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 400})
  void doesNotComeOnceCancelled(int millis) throws Exception {
    AtomicInteger came = new AtomicInteger();
    Future<?> first = timer.in(Duration.ofMillis(millis), came::incrementAndGet);
    CompletableFuture<Void> after = new CompletableFuture<>();
    Future<?> unused = timer.in(Duration.ofMillis(millis + 100), () -> after.complete(null));
    assertThat(first.cancel(false)).isTrue();
    after.get();
    assertThat(came).hasValue(0);
  }

  @Test
  void goesOnLookingAsLongAsSomethingIsFarAway() throws Exception {
    CompletableFuture<Void> first = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    Future<?> one = timer.in(Duration.ofMillis(300), () -> first.complete(null));
    Future<?> other = timer.in(Duration.ofMillis(900), () -> second.complete(null));
    first.get();
    assertThat(second).isNotDone();
    second.get();
    assertThat(one.isDone() && other.isDone()).isTrue();
    CompletableFuture<Void> third = new CompletableFuture<>();
    Future<?> unused = timer.in(Duration.ofMillis(300), () -> third.complete(null));
    third.get();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 10_000})
  void refusesOnceClosed(int millis) {
    timer.close();
    assertThatThrownBy(() -> timer.in(Duration.ofMillis(millis), () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
