package dev.amends.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much an exploration tries, and with what. */
@Timeout(60)
class ExplorationTest {
  @Test
  void everyRunHasAWorldOfItsOwn() {
    Set<Effects> worlds = ConcurrentHashMap.newKeySet();
    AtomicInteger checks = new AtomicInteger();

    CrashReport report =
        Scripted.explorer((saga, effects) -> Steps.idempotent(saga, effects, "payment"))
            .check(
                (effects, end) -> {
                  worlds.add(effects);
                  checks.incrementAndGet();
                })
            .run();

    report.throwIfBroken();
    assertThat(worlds).hasSize(report.tried());
    assertThat(checks).hasValue(report.tried());
  }

  @Test
  void whenTimeIsUpTheRestIsCountedOnly() {
    CrashReport report =
        Scripted.explorer((saga, effects) -> Steps.idempotent(saga, effects, "payment"))
            .within(Duration.ofMillis(1))
            .run();

    assertThat(report.cutShort()).isTrue();
    assertThat(report.tried()).isBetween(1, 10);
  }

  @Test
  void theSameSeedDrawsTheSameNumberOfPairs() {
    CrashReport report =
        Scripted.explorer((saga, effects) -> Steps.idempotent(saga, effects, "payment"))
            .seed(42)
            .pairs(5)
            .parallel(1)
            .run();

    report.throwIfBroken();
    assertThat(report.seed()).isEqualTo(42);
    assertThat(report.pairs()).isBetween(1, 5);
  }

  @Test
  void aSagaThatNeverRestsIsFound() {
    CrashReport report =
        Scripted.explorer(
                (saga, effects) ->
                    saga.remote(
                            "payment",
                            run -> {
                              Thread.sleep(2_000);
                            })
                        .readOnly())
            .patience(Duration.ofMillis(200))
            .pairs(0)
            .within(Duration.ofMillis(1))
            .run();

    assertThat(report.broken().get(0).violations())
        .containsExactly("it has not come to rest within 200 ms");
  }
}
