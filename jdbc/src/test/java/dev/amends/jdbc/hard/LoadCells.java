package dev.amends.jdbc.hard;

import dev.amends.action.Run;
import dev.amends.definition.SagaBuilder;
import dev.amends.error.UnknownCommitException;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Cells with many sagas at once, some of which fail. */
abstract class LoadCells extends HardCells {
  /** One in so many is refused by the other side and compensated. */
  private static final int REFUSED = 7;

  final AtomicInteger begun = new AtomicInteger();

  static void define(SagaBuilder<String, String> saga, Steps steps) {
    steps.local(saga, "row");
    steps.idempotent(saga, "call");
    steps.local(saga, "second-row");
    saga.remote("last", run -> last(run, steps))
        .idempotent()
        .compensateUnknown(run -> steps.outside.undo("last", run))
        .retry(Steps.QUICK);
  }

  private static void last(Run<String> run, Steps steps) {
    if (Math.floorMod(String.valueOf(run.key()).hashCode(), REFUSED) == 0) {
      throw new OutcomeException(Outcome.rejected(new Failure("refused", "no", 422, null)), "no");
    }
    steps.outside.act("last", run);
  }

  /** Starts so many sagas, as a client does that repeats with the same key until it is told. */
  final CompletableFuture<Void> load(HardNode node, String prefix, int count) {
    return CompletableFuture.runAsync(
        () -> {
          for (int i = 0; i < count; i++) {
            String key = prefix + i;
            insist(node, key);
            acknowledged.add(key);
            begun.incrementAndGet();
          }
        },
        work -> new Thread(work, "load-" + prefix).start());
  }

  /** A leading local step's own exception comes out as it is; one that passes is no reason. */
  private static void insist(HardNode node, String key) {
    while (true) {
      try {
        node.start(key);
        return;
      } catch (Exception failed) {
        boolean unknown = failed instanceof UnknownCommitException;
        if (!unknown && !node.transactions.transientFailure(failed)) {
          throw new AssertionError("a fault that passes was taken for one that stays", failed);
        }
      }
    }
  }

  /** Waits until so many sagas have begun. */
  final void begun(int many, List<CompletableFuture<Void>> loads) {
    eventually(
        "the load goes on",
        () -> {
          loads.stream()
              .filter(CompletableFuture::isCompletedExceptionally)
              .forEach(CompletableFuture::join);
          return begun.get() >= many;
        });
  }

  /** Waits for the load, then for all its sagas. */
  final void finish(HardNode reader, List<CompletableFuture<Void>> loads) {
    for (CompletableFuture<Void> load : loads) {
      eventually("the load is over", load::isDone);
      load.join();
    }
    reckon(reader);
  }
}
