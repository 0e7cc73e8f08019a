package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.definition.SagaBuilder;
import dev.amends.journal.SagaStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * T5, K1: nodes whose sessions are in different time zones, one of them with daylight saving, share
 * sagas that wait. Nobody is early, nobody takes another's lease for expired, nothing is done
 * twice. That no node's own clock decides anything is what TimeAndChanceTest of the architecture
 * shows.
 */
@Timeout(90)
class TimeZonesTest extends HardCells {
  private static final Duration WAIT = Duration.ofMillis(2_500);
  private static final List<String> ZONES = List.of("Asia/Seoul", "UTC", "America/New_York");
  private static final int EACH = 10;

  @Test
  void nodesInDifferentZonesAgreeOnWhatIsDue() {
    List<HardNode> nodes = new ArrayList<>();
    for (String zone : ZONES) {
      String begin = "SET TIME ZONE '%s'".formatted(zone);
      HardNode node = made(HardNode.settings(), TimeZonesTest::waits, begin);
      nodes.add(node.started());
    }
    for (int i = 0; i < ZONES.size() * EACH; i++) {
      start(nodes.get(i % ZONES.size()), "k" + i);
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
