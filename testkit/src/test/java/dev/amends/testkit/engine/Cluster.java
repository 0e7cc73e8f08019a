package dev.amends.testkit.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.definition.RemoteStep;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.journal.Fact;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.outcome.Probed;
import dev.amends.query.SagaView;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.SagaRow;
import dev.amends.spi.StoredEntry;
import dev.amends.testkit.store.InMemoryDatabase;
import dev.amends.testkit.store.InMemorySagaStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** Nodes over one database that run the same script against the same other side. */
abstract class Cluster {
  static final Duration LONG = Duration.ofSeconds(20);
  static final Retry QUICK = Retry.backoff(ofMillis(5), ofMillis(20)).attempts(3);

  final Outside outside = new Outside();
  final InMemoryDatabase database = new InMemoryDatabase();
  final InMemorySagaStore store = new InMemorySagaStore(database);
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void stopAll() {
    nodes.forEach(Node::close);
  }

  final Node node(Consumer<SagaBuilder<String, String>> script) {
    return node(Node.settings(), script);
  }

  final Node node(SagaDefinition<?, ?>... definitions) {
    Node node = new Node(database, definitions);
    nodes.add(node);
    return node;
  }

  final Node node(EngineSettings settings, Consumer<SagaBuilder<String, String>> script) {
    Node node = new Node(database, settings, new Script(script));
    nodes.add(node);
    return node;
  }

  final RemoteStep<String, String> probed(SagaBuilder<String, String> saga, String name) {
    return saga.remote(name, String.class, run -> outside.create(name, run))
        .probe(run -> Probed.of(outside.find(name, run).stream().findFirst()))
        .compensate((run, id) -> outside.delete(name, run))
        .settle(ofMillis(50))
        .retry(QUICK)
        .undoing(Retry.backoff(ofMillis(5), ofMillis(20)).within(ofMillis(200)));
  }

  final RemoteStep<String, String> idempotent(SagaBuilder<String, String> saga, String name) {
    return saga.remote(name, String.class, run -> outside.create(name, run))
        .idempotent()
        .compensateUnknown(run -> outside.delete(name, run))
        .retry(QUICK);
  }

  /** A script that several nodes run. */
  static Consumer<SagaBuilder<String, String>> script(
      Consumer<SagaBuilder<String, String>> script) {
    return script;
  }

  static void start(Node node, String key) {
    assertThat(node.amends.sagas().start(Script.class, key, "input").created()).isTrue();
  }

  final SagaRow row(String key) {
    return store.find(Script.TYPE, key).orElseThrow();
  }

  final SagaStatus status(String key) {
    return row(key).status();
  }

  final void settles(String key, SagaStatus status) {
    await().atMost(LONG).untilAsserted(() -> assertThat(status(key)).isEqualTo(status));
  }

  final void parks(String key, ParkReason reason) {
    settles(key, SagaStatus.PARKED);
    assertThat(row(key).reason()).isEqualTo(reason);
  }

  final List<JournalEntry> journal(String key) {
    return store.journal(row(key).address()).stream().map(StoredEntry::read).toList();
  }

  final <F extends Fact> List<F> facts(String key, Class<F> kind) {
    return journal(key).stream()
        .flatMap(entry -> entry.facts().stream())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  final long logged(String what) {
    return outside.log.stream().filter(what::equals).count();
  }

  static SagaView view(Node node, String key) {
    return node.amends.sagas().find(Script.class, key).orElseThrow();
  }

  final void eventually(java.util.concurrent.Callable<Boolean> what) {
    await().atMost(LONG).until(what);
  }

  /** Time that has to pass; everything else waits for a condition. */
  static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await().atMost(LONG.plus(time)).until(() -> System.nanoTime() - end > 0);
  }

  static CompletableFuture<Void> beside(Checked work) {
    Executor thread = task -> new Thread(task, "beside").start();
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (RuntimeException failed) {
            throw failed;
          } catch (Exception failed) {
            throw new IllegalStateException(failed);
          }
        },
        thread);
  }

  /** Work that may throw. */
  interface Checked {
    void run() throws Exception;
  }
}
