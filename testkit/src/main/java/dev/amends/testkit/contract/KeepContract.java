package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.spi.Audit;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Numbers, plans, audit rows and the clock. */
public abstract class KeepContract extends StoreContract {
  @Test
  void numbersGrow() {
    long first = store.reserveNumbers(10);
    long second = store.reserveNumbers(1);
    long third = store.reserveNumbers(1);

    assertThat(first).isPositive();
    assertThat(second).isGreaterThanOrEqualTo(first + 10);
    assertThat(third).isGreaterThan(second);
  }

  @Test
  void nobodyGetsANumberTwice() throws Exception {
    List<Callable<Map<Long, Integer>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      SagaStore node = thread % 2 == 0 ? store : other;
      int seed = thread;
      tasks.add(() -> reserve(node, seed));
    }

    TreeMap<Long, Integer> all = new TreeMap<>();
    for (Map<Long, Integer> each : Race.run(tasks)) {
      each.forEach((first, count) -> assertThat(all.put(first, count)).isNull());
    }

    long free = 1;
    for (var block : all.entrySet()) {
      assertThat(block.getKey()).isGreaterThanOrEqualTo(free);
      free = block.getKey() + block.getValue();
    }
  }

  private static Map<Long, Integer> reserve(SagaStore node, int seed) {
    Map<Long, Integer> blocks = new TreeMap<>();
    for (int i = 0; i < 25; i++) {
      int count = 1 + (seed * 31 + i * 17) % 120;
      blocks.put(node.reserveNumbers(count), count);
    }
    return blocks;
  }

  @Test
  void aPlanIsKeptUnderItsHash() {
    String outline = "type\t1\tabc\nfirst\tREMOTE\t\tname\tGET\thttp://x/{id}\n";
    store.savePlan(Samples.PLAN, outline);

    assertThat(other.plan(Samples.PLAN)).contains(outline);
    assertThat(other.plan("ffffffffffffffff")).isEmpty();
  }

  @Test
  void keepingAPlanTwiceIsNothing() {
    store.savePlan(Samples.PLAN, "outline");
    other.savePlan(Samples.PLAN, "outline");

    assertThat(store.plan(Samples.PLAN)).contains("outline");
  }

  @Test
  void nodesMayKeepTheSamePlanAtTheSameMoment() throws Exception {
    for (int round = 0; round < 10; round++) {
      String hash = "000000000000000" + round;

      Race.run(List.of(keeping(store, hash), keeping(other, hash)));

      assertThat(store.plan(hash)).contains("outline");
    }
  }

  private static Callable<Boolean> keeping(SagaStore node, String hash) {
    return () -> {
      node.savePlan(hash, "outline");
      return true;
    };
  }

  @Test
  void auditRowsComeNewestFirst() {
    NewSaga saga = started("k1");
    Instant now = samples.now();
    List<Audit> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Audit row =
          new Audit(
              now.plusSeconds(i),
              "ann",
              "action" + i,
              saga.id(),
              i == 0 ? "step" : null,
              "why",
              "RESUMED");
      store.audit(row);
      rows.add(0, row);
    }
    store.audit(samples.audit(started("k2"), "of another saga"));

    assertThat(other.audits(saga.id(), 10)).isEqualTo(rows);
    assertThat(other.audits(saga.id(), 2)).isEqualTo(rows.subList(0, 2));
  }

  @Test
  void theClockGoesForward() {
    Instant before = store.now();
    Instant after = other.now();

    assertThat(after).isAfterOrEqualTo(before);
  }
}
