package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.SagaBuilder;
import dev.amends.journal.SagaStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * T5, K1: nodes whose sessions are in different time zones, one of them with daylight saving, share
 * sagas that wait, also while daylight saving begins for one and ends for another. Nobody is early,
 * nobody takes another's lease for expired, nothing is done twice. That no node's own clock decides
 * anything is what TimeAndChanceTest of the architecture shows.
 */
@Timeout(90)
class TimeZonesTest extends HardCells {
  private static final Duration WAIT = Duration.ofMillis(2_500);
  private static final List<String> ZONES = List.of("Asia/Seoul", "UTC", "America/New_York");
  private static final int EACH = 10;

  @Test
  void nodesInDifferentZonesAgreeOnWhatIsDue() {
    agree(ZONES);
  }

  /** As POSIX writes zones: the clock of one leaps ahead by an hour, that of another falls back. */
  @Test
  void aSwitchOfDaylightSavingWhileSagasWaitChangesNothing() {
    long seconds = tables.numbers("SELECT EXTRACT(EPOCH FROM now())").get(0);
    ZonedDateTime soon = Instant.ofEpochSecond(seconds + 3).atZone(ZoneOffset.UTC);
    ZonedDateTime longAgo = soon.minusDays(100);
    ZonedDateTime farAway = soon.plusDays(100);
    String begins = "STD0DST-1,%s,%s".formatted(day(soon), day(farAway));
    String ends = "STD0DST-1,%s,%s".formatted(day(longAgo), day(soon.plusHours(1)));
    agree(List.of("UTC", begins, ends));
    assertThat(offsets(begins, soon)).as("seconds ahead").containsExactly(0L, 3_600L);
    assertThat(offsets(ends, soon)).as("seconds ahead").containsExactly(3_600L, 0L);
  }

  /** Counted without the leap day. */
  private static String day(ZonedDateTime time) {
    boolean pastLeapDay = time.toLocalDate().isLeapYear() && time.getMonthValue() > 2;
    int day = time.getDayOfYear() - (pastLeapDay ? 1 : 0);
    return "J%d/%s".formatted(day, DateTimeFormatter.ofPattern("HH:mm:ss").format(time));
  }

  /** How far a zone is ahead of UTC, just before and just after. */
  private List<Long> offsets(String zone, ZonedDateTime switched) {
    String sql =
        """
        SELECT EXTRACT(EPOCH FROM (at AT TIME ZONE '%1$s') - (at AT TIME ZONE 'UTC'))
        FROM (VALUES ('%2$s'::timestamptz - INTERVAL '1 second'), ('%2$s'::timestamptz)) v (at)
        ORDER BY at
        """;
    return tables.numbers(sql.formatted(zone, switched.toInstant()));
  }

  private void agree(List<String> zones) {
    List<HardNode> nodes = new ArrayList<>();
    for (String zone : zones) {
      String begin = "SET TIME ZONE '%s'".formatted(zone);
      HardNode node = made(HardNode.settings(), TimeZonesTest::waits, begin);
      nodes.add(node.started());
    }
    for (int i = 0; i < zones.size() * EACH; i++) {
      start(nodes.get(i % zones.size()), "k" + i);
    }
    // One of them goes while all wait: what was its own is due for the others.
    nodes.get(0).amends.stop(Duration.ofMillis(500));
    HardNode reader = nodes.get(1);
    for (String key : acknowledged) {
      settles(reader, key, SagaStatus.COMPENSATED);
    }

    assertThat(early()).as("sagas that did not wait for as long as they should").isZero();
    assertThat(tables.numbers("SELECT incarnation FROM amends_node WHERE state = 2")).isEmpty();
    for (String key : acknowledged) {
      assertThat(outside.calls(key)).as("calls of %s", key).hasSize(2);
    }
    reckon(reader);
  }

  private static void waits(SagaBuilder<String, String> saga, Steps steps) {
    steps.idempotent(saga, "call");
    saga.await("paid", String.class, WAIT);
    steps.idempotent(saga, "last");
  }

  private long early() {
    String sql =
        "SELECT COUNT(*) FROM amends_saga WHERE ended_at - started_at < INTERVAL '%d milliseconds'";
    return tables.numbers(sql.formatted(WAIT.toMillis())).get(0);
  }
}
