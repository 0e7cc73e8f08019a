package dev.amends.bench.engine;

import dev.amends.Amends;
import dev.amends.bench.database.Server;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Very many sagas that wait for a signal and belong to no node meanwhile. */
record Waiting(long count) implements Surroundings {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Waits for a month. */
  private static final class Wait implements SagaDefinition<String, Void> {
    @Override
    public String name() {
      return "bench.wait";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {
      saga.await("paid", String.class, Duration.ofDays(30)).compensate((run, paid) -> {});
    }
  }

  @Override
  public String name() {
    return "%,d waiting".formatted(count);
  }

  @Override
  public List<SagaDefinition<?, ?>> definitions() {
    return List.of(new Wait());
  }

  @Override
  public Ending prepare(Server server) throws Exception {
    try (Node node = new Node(server, "template", definitions())) {
      Amends amends = node.amends();
      amends.sagas().start(Wait.class, "template", "input");
      awaitDormant(server);
    }
    new Copies(server).make(count, 0, true);
    server.execute(
        "VACUUM ANALYZE amends_saga, amends_live", "ANALYZE amends_journal", "CHECKPOINT");
    return () -> {};
  }

  private static void awaitDormant(Server server) throws Exception {
    long begun = System.nanoTime();
    while (!"1".equals(server.ask("SELECT count(*) FROM amends_live WHERE owner IS NULL"))) {
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new IllegalStateException("The saga that waits has not left memory");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
