package dev.amends.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.Fact;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.SagaStatus;
import dev.amends.testkit.store.StoreOperation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether a saga ends within the transaction of its last local step or with the next append. */
@Tag("local-step")
class EndAfterLocalStepTest extends Cluster {
  private final Map<String, Gate> steps = new ConcurrentHashMap<>();
  private final List<String> rows = new CopyOnWriteArrayList<>();
  private final Gate flush = new Gate();

  private Node booking() {
    Node[] self = new Node[1];
    self[0] =
        node(
            saga -> {
              idempotent(saga, "call");
              saga.local(
                      "book",
                      run -> {
                        self[0].transactions.write(() -> rows.add(run.key()));
                        steps.getOrDefault(run.key(), opened()).pass();
                      })
                  .nothingToUndo();
            });
    return self[0];
  }

  private static Gate opened() {
    Gate gate = new Gate();
    gate.open();
    return gate;
  }

  /** Holds up the next flush, of another saga, and lets the local step of "k" end meanwhile. */
  private CompletableFuture<Void> commitBesideAFlush(Node node) {
    steps.put("k", new Gate());
    start(node, "k");
    eventually(() -> steps.get("k").reached());
    AtomicBoolean first = new AtomicBoolean(true);
    node.before =
        operation -> {
          if (operation == StoreOperation.FLUSH && first.getAndSet(false)) {
            flush.pass();
          }
        };
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> start(node, "other"));
    eventually(flush::reached);
    steps.get("k").open();
    eventually(() -> journal("k").size() == 3);
    return other;
  }

  @Test
  void theEndGoesWithTheStepWhenNothingElseIsWritten() {
    start(booking(), "k");
    settles("k", SagaStatus.SUCCEEDED);
    List<JournalEntry> journal = journal("k");
    assertThat(journal.get(journal.size() - 1).facts())
        .extracting(Object::getClass)
        .isEqualTo(List.of(Fact.Succeeded.class, Fact.Ended.class));
  }

  @Test
  void theEndGoesWithTheAppendsOfOthersWhenThereAreSome() {
    CompletableFuture<Void> other = commitBesideAFlush(booking());
    assertThat(status("k")).isEqualTo(SagaStatus.RUNNING);
    flush.open();
    settles("k", SagaStatus.SUCCEEDED);
    other.join();
    settles("other", SagaStatus.SUCCEEDED);
    assertThat(journal("k").get(3).facts()).hasOnlyElementsOfType(Fact.Ended.class);
    assertThat(rows).containsOnlyOnce("k");
  }

  @Tag("guarantee-local")
  @Test
  void whoeverAdoptsBetweenStepAndEndOnlyEnds() {
    Node first = booking();
    CompletableFuture<Void> other = commitBesideAFlush(first);
    first.cutOff = true;
    Node unused = booking();
    settles("k", SagaStatus.SUCCEEDED);
    assertThat(rows).containsOnlyOnce("k");
    first.cutOff = false;
    flush.open();
    other.handle((none, failed) -> failed).join();
  }
}
