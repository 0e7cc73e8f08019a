package dev.amends.jdbc.race;

import dev.amends.action.Run;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An other side that knows idempotency keys and refuses whoever comes with a smaller fence than it
 * has seen for that saga.
 */
final class Participant {
  private final Map<String, Integer> fences = new HashMap<>();
  private final Map<String, Integer> net = new HashMap<>();
  private final Set<String> tokens = new HashSet<>();
  private int refused;

  synchronized String act(Run<?> run) {
    String saga = checked(run);
    if (tokens.add(run.idempotencyKey())) {
      net.merge(saga, 1, Integer::sum);
    }
    return saga;
  }

  synchronized void undo(Run<?> run) {
    String saga = checked(run);
    if (tokens.add(run.idempotencyKey())) {
      net.computeIfPresent(saga, (key, there) -> there - 1);
    }
  }

  private String checked(Run<?> run) {
    String saga = String.valueOf(run.key());
    int seen = fences.merge(saga, run.fence(), Math::max);
    if (run.fence() < seen) {
      refused++;
      Failure failure = new Failure("old-fence", "Another node has this saga", 409, null);
      throw new OutcomeException(Outcome.rejected(failure), "Another node has this saga");
    }
    return saga;
  }

  /** What a saga has there now. */
  synchronized int net(String saga) {
    return net.getOrDefault(saga, 0);
  }

  /** How many requests came from a node that had lost the saga. */
  synchronized int refused() {
    return refused;
  }
}
