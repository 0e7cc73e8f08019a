package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * T5: three processes on one database, one ten minutes slow, one right, one ten minutes fast; the
 * slow one jumps ahead by an hour while its sagas wait. No timer is early, nothing is done twice,
 * and nobody takes another's lease for expired. Needs libfaketime, from {@code apt-get install
 * faketime} or at {@code -Damends.faketime=FILE}; without it the test is skipped.
 */
@Timeout(180)
class NodeClocksIT extends HardCells {
  private static final Logger log = LoggerFactory.getLogger(NodeClocksIT.class);
  private static final int EACH = 350;
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final String EARLY =
      """
      SELECT COUNT(*) FROM called a JOIN called b ON a.saga = b.saga
      WHERE a.what = '%s' AND b.what = '%s' AND b.at - a.at < INTERVAL '%d milliseconds'
      """;
  private static final String WAITING = "SELECT COUNT(*) FROM called WHERE what = 'second'";
  private static final String LATEST =
      """
      SELECT MAX(EXTRACT(EPOCH FROM b.at - a.at)) FROM called a JOIN called b ON a.saga = b.saga
      WHERE a.what = 'second' AND b.what = 'undo'
      """;

  @TempDir Path files;

  private final List<TimedProcess> processes = new ArrayList<>();
  private Path library = Path.of("");

  @BeforeEach
  void find() {
    Optional<Path> found = library();
    assumeTrue(
        found.isPresent(),
        "libfaketime is not here: apt-get install faketime, or -Damends.faketime=FILE");
    library = found.get();
    tables.execute("CREATE TABLE called (saga text, what text, at timestamptz)");
  }

  @AfterEach
  void stop() {
    processes.forEach(TimedProcess::close);
  }

  private static Optional<Path> library() {
    String given = System.getProperty("amends.faketime");
    Stream<String> places =
        given != null
            ? Stream.of(given)
            : Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
                .map("/usr/lib/%s/faketime/libfaketimeMT.so.1"::formatted);
    return places.map(Path::of).filter(Files::isRegularFile).findFirst();
  }

  @Test
  void clocksThatAreWrongMakeNobodyEarlyAndNothingTwice() throws IOException {
    TimedProcess slow = start("slow", Duration.ofMinutes(-10));
    TimedProcess right = start("right", Duration.ZERO);
    TimedProcess fast = start("fast", Duration.ofMinutes(10));
    await("sagas wait").atMost(LONGEST).until(() -> count(WAITING) > 0);
    slow.jump(Duration.ofMinutes(50));
    await("all are undone").atMost(LONGEST).until(() -> ended() == 3 * EACH);

    assertThat(slow.ahead()).isCloseTo(Duration.ofMinutes(50).toMillis(), within(60_000L));
    assertThat(right.ahead()).isCloseTo(0, within(60_000L));
    assertThat(fast.ahead()).isCloseTo(Duration.ofMinutes(10).toMillis(), within(60_000L));
    assertThat(early("first", "second", TimedNode.PAUSE)).as("attempts too early").isZero();
    assertThat(early("second", "undo", TimedNode.WAIT)).as("time-outs too early").isZero();
    assertThat(tables.numbers("SELECT COUNT(*) FROM called GROUP BY saga"))
        .as("calls of each saga")
        .hasSize(3 * EACH)
        .containsOnly(3L);
    assertThat(count(LATEST)).as("seconds to the last undo").isLessThan(30);
    assertThat(tables.numbers("SELECT incarnation FROM amends_node WHERE state = 2")).isEmpty();
    new Reckoning(tables, outside).ofTables();
    log.info("{} sagas, the longest wait took {} s", 3 * EACH, count(LATEST));
  }

  private TimedProcess start(String name, Duration ahead) throws IOException {
    List<String> arguments =
        List.of(String.valueOf(port()), tables.schema(), name + "-", String.valueOf(EACH));
    TimedProcess process = new TimedProcess(library, files, name, ahead, arguments);
    processes.add(process);
    return process;
  }

  private long ended() {
    return count("SELECT COUNT(*) FROM amends_saga WHERE end_status IS NOT NULL");
  }

  private long early(String from, String to, Duration least) {
    return count(EARLY.formatted(from, to, least.toMillis()));
  }

  private long count(String sql) {
    return tables.numbers(sql).get(0);
  }
}
