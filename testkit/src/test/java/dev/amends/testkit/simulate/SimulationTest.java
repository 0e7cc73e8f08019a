package dev.amends.testkit.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs under random faults. {@code -Damends.simulation.seeds=N} runs so many seeds,
 * {@code -Damends.simulation.from=N} begins elsewhere, {@code -Damends.simulation.seed=N} replays
 * one and prints what happened, {@code -Damends.simulation.count=true} says in how many seeds each
 * thing happened.
 */
class SimulationTest {
  private static final long SEEDS = Long.getLong("amends.simulation.seeds", 10_000);
  private static final long FROM = Long.getLong("amends.simulation.from", 0);
  private static final Long ONE = Long.getLong("amends.simulation.seed");
  private static final boolean COUNTED = Boolean.getBoolean("amends.simulation.count");
  private static final int THREADS = 2;

  /** So many seeds contain everything. */
  private static final int ENOUGH = 5_000;

  @Test
  void everythingIsSafeAndComesToRest() throws InterruptedException, ExecutionException {
    if (ONE != null) {
      replay(ONE);
      return;
    }
    AtomicLong next = new AtomicLong(FROM);
    Sights sights = new Sights();
    Callable<Optional<Simulation.Result>> work = () -> firstBroken(next, sights);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Optional<Simulation.Result>> each :
          threads.invokeAll(IntStream.range(0, THREADS).mapToObj(i -> work).toList())) {
        each.get().ifPresent(SimulationTest::fail);
      }
    } finally {
      threads.shutdownNow();
    }
    if (COUNTED) {
      sights.print();
    }
    if (SEEDS >= ENOUGH) {
      assertThat(sights.missing()).as("what no seed contained").isEmpty();
    }
  }

  private static Optional<Simulation.Result> firstBroken(AtomicLong next, Sights sights) {
    long end = FROM + SEEDS;
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      Simulation.Result result = Simulation.of(seed, false);
      sights.add(result.sights());
      if (!result.broken().isEmpty()) {
        next.set(end);
        return Optional.of(result);
      }
    }
    return Optional.empty();
  }

  private static void fail(Simulation.Result result) {
    throw new AssertionError(
        "%s%nReplay it with: mvn -o -pl core,jackson,testkit test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Damends.simulation.seed=%d"
            .formatted(result.text(), result.seed()));
  }

  @SuppressWarnings("SystemOut")
  private static void replay(long seed) {
    Simulation.Result result = Simulation.of(seed, true);
    System.out.println(result.program());
    result.trace().forEach(System.out::println);
    if (!result.broken().isEmpty()) {
      fail(result);
    }
  }

  @Test
  void seedsThatFailedOnceDoNotAgain() throws IOException {
    for (long seed : corpus()) {
      Simulation.Result result = Simulation.of(seed, false);
      if (!result.broken().isEmpty()) {
        fail(result);
      }
    }
  }

  private static List<Long> corpus() throws IOException {
    try (var in = Objects.requireNonNull(SimulationTest.class.getResourceAsStream("seeds.txt"));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .map(Long::valueOf)
          .toList();
    }
  }

  @Test
  void theSameSeedIsTheSameStory() {
    LongStream.range(0, 30)
        .forEach(
            seed ->
                assertThat(Simulation.of(seed, true).trace())
                    .as("seed %d", seed)
                    .isEqualTo(Simulation.of(seed, true).trace()));
  }
}
