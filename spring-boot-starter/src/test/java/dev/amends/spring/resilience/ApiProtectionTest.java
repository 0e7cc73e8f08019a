package dev.amends.spring.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.outcome.TransportClassifier;
import dev.amends.spi.Invocation;
import dev.amends.spring.FixedRun;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A breaker and a bulkhead for each API. */
class ApiProtectionTest {
  private static final FixedRun RUN = FixedRun.of(Map.of());
  private final AtomicInteger calls = new AtomicInteger();

  private static ApiProtection protection(Duration open, int maxConcurrent, Duration maxWait) {
    ApiPolicy policy = new ApiPolicy(true, 50, 4, 4, open, 2, true, maxConcurrent, maxWait);
    return new ApiProtection(
        name -> policy,
        List.of(new TransportClassifier()),
        new ApiCircuits(CircuitBreakerRegistry.ofDefaults()),
        new ApiBulkheads(BulkheadRegistry.ofDefaults()));
  }

  private Callable<String> ending(Outcome outcome) {
    return () -> {
      calls.incrementAndGet();
      if (outcome instanceof Outcome.Success) {
        return "ok";
      }
      throw new OutcomeException(outcome, "thrown by the call");
    };
  }

  private static final Outcome OK = new Outcome.Success("ok");
  private static final Outcome REJECTED = Outcome.rejected(Failure.of("http.422", "no"));
  private static final Outcome UNKNOWN = Outcome.unknown(Failure.of("http.500", "broken"));
  private static final Outcome NOT_SENT = Outcome.notSent(Failure.of("not-sent", "refused"));

  private Outcome call(ApiProtection protection, Invocation invocation, Outcome outcome) {
    Throwable thrown = catchThrowable(() -> protection.around(invocation, ending(outcome)));
    return thrown == null ? OK : ((OutcomeException) thrown).outcome();
  }

  private static String code(Outcome outcome) {
    return outcome instanceof Outcome.NotSent notSent ? notSent.failure().code() : "";
  }

  @Test
  void anOpenCircuitSendsNothingAndSaysWhenToComeBack() {
    ApiProtection protection = protection(Duration.ofSeconds(30), 10, Duration.ZERO);
    for (Outcome outcome : List.of(UNKNOWN, NOT_SENT, UNKNOWN, OK)) {
      call(protection, RUN.action(), outcome);
    }
    Outcome refused = call(protection, RUN.action(), OK);
    assertThat(calls).hasValue(4);
    assertThat(code(refused)).isEqualTo("circuit.open");
    assertThat(((Outcome.NotSent) refused).after())
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    assertThat(protection.states()).containsEntry("shop.order", "OPEN");
  }

  @Test
  void refusalsOfTheOtherSideAreNoFailuresOfIt() {
    ApiProtection protection = protection(Duration.ofSeconds(30), 10, Duration.ZERO);
    for (int i = 0; i < 20; i++) {
      assertThat(call(protection, RUN.action(), REJECTED)).isSameAs(REJECTED);
    }
    assertThat(protection.states()).containsEntry("shop.order", "CLOSED");
  }

  @Test
  void aHalfOpenCircuitLetsAFewThrough() throws Exception {
    ApiProtection protection = protection(Duration.ofMillis(50), 10, Duration.ZERO);
    for (int i = 0; i < 4; i++) {
      call(protection, RUN.action(), UNKNOWN);
    }
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger trying = new AtomicInteger();
    Callable<String> slow =
        () -> {
          trying.incrementAndGet();
          answer.await();
          return "ok";
        };
    List<Thread> threads = new java.util.ArrayList<>();
    await().until(() -> startOne(protection, slow, threads) && trying.get() == 2);
    Outcome refused = call(protection, RUN.action(), OK);
    assertThat(code(refused)).isEqualTo("circuit.open");
    answer.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(trying).hasValue(2);
    assertThat(protection.states()).containsEntry("shop.order", "CLOSED");
  }

  private static boolean startOne(
      ApiProtection protection, Callable<String> work, List<Thread> threads) {
    Thread thread = new Thread(() -> ignoringRefusal(protection, work));
    thread.start();
    threads.add(thread);
    return true;
  }

  private static void ignoringRefusal(ApiProtection protection, Callable<String> work) {
    try {
      assertThat(protection.around(RUN.action(), work)).isEqualTo("ok");
    } catch (Exception refused) {
      assertThat(refused).isInstanceOf(OutcomeException.class);
    }
  }

  @Test
  void probesAndCompensationsHaveCircuitsOfTheirOwn() {
    ApiProtection protection = protection(Duration.ofSeconds(30), 10, Duration.ZERO);
    for (int i = 0; i < 4; i++) {
      call(protection, RUN.action(), UNKNOWN);
    }
    Invocation action = RUN.action();
    Invocation probe =
        new Invocation(
            action.type(), action.step(), action.kind(), Invocation.Work.PROBE, action.api(), RUN);
    assertThat(call(protection, probe, OK)).isEqualTo(OK);
    assertThat(protection.states())
        .containsEntry("shop.order", "OPEN")
        .containsEntry("shop.order/probe", "CLOSED");
  }

  @Test
  void aFullBulkheadSendsNothing() throws Exception {
    ApiProtection protection = protection(Duration.ofSeconds(30), 1, Duration.ofMillis(10));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Callable<String> slow =
        () -> {
          inside.countDown();
          answer.await();
          return "ok";
        };
    Thread first = new Thread(() -> ignoringRefusal(protection, slow));
    first.start();
    inside.await();
    Outcome refused = call(protection, RUN.action(), OK);
    answer.countDown();
    first.join();
    assertThat(code(refused)).isEqualTo("bulkhead.full");
    assertThat(((Outcome.NotSent) refused).after()).isPositive();
    assertThat(call(protection, RUN.action(), OK)).isEqualTo(OK);
  }

  @Test
  void aStepWithoutAnApiIsLeftAlone() throws Exception {
    ApiProtection protection = protection(Duration.ofSeconds(30), 1, Duration.ZERO);
    Invocation action = RUN.action();
    Invocation bare =
        new Invocation(action.type(), action.step(), action.kind(), action.work(), null, RUN);
    assertThat(protection.around(bare, () -> "ok")).isEqualTo("ok");
    assertThat(protection.states()).isEmpty();
  }

  @Test
  void aPolicyThatCannotWorkIsRefused() {
    assertThatThrownBy(
            () -> new ApiPolicy(true, 50, 4, 5, Duration.ofSeconds(1), 2, true, 1, Duration.ZERO))
        .hasMessageContaining("minimum-calls");
  }
}
