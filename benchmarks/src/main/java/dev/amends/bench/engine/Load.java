package dev.amends.bench.engine;

import dev.amends.RunResult;
import dev.amends.Sagas;
import dev.amends.bench.measure.Progress;
import dev.amends.journal.SagaStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Callers, each of whom asks for one saga after the other. */
final class Load {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Case load;
  private final Progress progress = new Progress();
  private final AtomicLong number = new AtomicLong();
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final ExecutorService callers;
  private final List<Future<?>> working = new ArrayList<>();
  private volatile boolean over;

  Load(Case load, List<Node> nodes) {
    this.load = load;
    this.callers = Callers.threads(load.inFlight());
    for (int i = 0; i < load.inFlight(); i++) {
      Node node = nodes.get(i % nodes.size());
      working.add(callers.submit(() -> work(node)));
    }
  }

  Progress progress() {
    return progress;
  }

  private Void work(Node node) throws Exception {
    Sagas sagas = node.amends().sagas();
    while (!over) {
      String key = run + "-" + number.incrementAndGet();
      Chain.Order order = new Chain.Order(new UUID(7, number.get()), 100);
      long begun = System.nanoTime();
      SagaStatus end = load.inline() ? inline(sagas, key, order) : background(node, key, order);
      if (end != SagaStatus.SUCCEEDED) {
        throw new IllegalStateException("Saga %s is %s".formatted(key, end));
      }
      progress.done(System.nanoTime() - begun);
    }
    return null;
  }

  private static SagaStatus inline(Sagas sagas, String key, Chain.Order order) {
    RunResult<Void> result = sagas.run(Chain.class, key, order, PATIENCE);
    return result instanceof RunResult.Succeeded ? SagaStatus.SUCCEEDED : SagaStatus.RUNNING;
  }

  private static SagaStatus background(Node node, String key, Chain.Order order)
      throws InterruptedException, ExecutionException {
    UUID saga = node.amends().sagas().start(Chain.class, key, order).id();
    SagaStatus end = node.end(saga).get();
    node.forget(saga);
    return end;
  }

  /** Lets all callers finish what they wait for; what went wrong for one comes out. */
  void finish() throws ExecutionException, InterruptedException {
    over = true;
    try {
      for (Future<?> each : working) {
        each.get();
      }
    } finally {
      callers.shutdownNow();
    }
  }
}
