package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.definition.SagaBuilder;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.query.Page;
import dev.amends.query.SagaSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * T10: a node dies with thousands of sagas, one of which can't be read by the next one. {@code
 * -Damends.poison.sagas=N} takes so many.
 */
@Timeout(120)
class OneBadAmongManyTest extends HardCells {
  private static final int SAGAS = Integer.getInteger("amends.poison.sagas", 2_000);
  private static final int CLIENTS = 8;
  private static final int PAGE = 500;
  private static final Duration MOST = Duration.ofSeconds(90);

  private final CountDownLatch open = new CountDownLatch(1);

  @Test
  void theOthersFinishAndListsWork() {
    HardNode first = node((saga, steps) -> define(saga, steps, true));
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      int from = client;
      clients.add(CompletableFuture.runAsync(() -> startEach(first, from)));
    }
    clients.forEach(CompletableFuture::join);
    first.die();
    tables.execute(
        """
        UPDATE amends_journal SET facts = '\\xdeadbeef'
        WHERE seq = 1 AND saga = (SELECT number FROM amends_saga WHERE saga_key = 'k7')
        """);

    HardNode second = node((saga, steps) -> define(saga, steps, false));
    await("all others are done").atMost(MOST).until(() -> tables.unfinished().isEmpty());
    assertThat(outside.calls("k7")).isEmpty();
    open.countDown();

    List<SagaSummary> all = listed(second, null);
    assertThat(all).hasSize(SAGAS);
    List<SagaSummary> rest =
        all.stream().filter(saga -> saga.status() != SagaStatus.SUCCEEDED).toList();
    assertThat(rest).extracting(SagaSummary::key).containsExactly("k7");
    assertThat(rest).extracting(SagaSummary::reason).containsExactly(ParkReason.PAYLOAD_UNREADABLE);
    assertThat(listed(second, SagaStatus.PARKED)).hasSize(1);
    assertThat(listed(second, SagaStatus.SUCCEEDED)).hasSize(SAGAS - 1);
  }

  private void startEach(HardNode node, int from) {
    for (int i = from; i < SAGAS; i += CLIENTS) {
      start(node, "k" + i);
    }
  }

  /** All sagas, page by page. */
  private static List<SagaSummary> listed(HardNode node, @Nullable SagaStatus status) {
    List<SagaSummary> all = new ArrayList<>();
    String after = null;
    do {
      Page<SagaSummary> page = node.amends.query().list(null, status, null, after, PAGE);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  private void define(SagaBuilder<String, String> saga, Steps steps, boolean held) {
    saga.remote(
            "call",
            String.class,
            run -> {
              if (held) {
                open.await();
              }
              return steps.outside.act("call", run);
            })
        .idempotent()
        .nothingToUndo();
    steps.local(saga, "row");
  }
}
