package dev.amends.jdbc.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.action.Run;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.journal.SagaStatus;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.query.SagaView;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * One round: a node stands in the middle of the same step of many sagas when it loses its lease.
 * Another one adopts them, does the step itself and undoes it, because a later step is refused.
 * Each of the former node's threads goes on at its own drawn moment of that.
 */
final class Round {
  private static final Duration LEASE = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int ADOPTERS_THREADS = 16;
  private static final Retry PATIENT =
      Retry.backoff(Duration.ofMillis(2), Duration.ofMillis(50)).attempts(200);

  /** What kind of step it is about. */
  enum Kind {
    LOCAL,
    REMOTE
  }

  /**
   * How it went.
   *
   * @param lost actions of the former node that came too late
   * @param won those that were the first
   */
  record Score(int lost, int won) {
    Score plus(Score other) {
      return new Score(lost + other.lost, won + other.won);
    }
  }

  private final Arena arena;
  private final Kind kind;
  private final List<String> sagas;
  private final Heat heat;
  private final Participant participant = new Participant();

  Round(Arena arena, Kind kind, int sagas, long seed) {
    this.arena = arena;
    this.kind = kind;
    this.sagas = IntStream.range(0, sagas).mapToObj(i -> "%d-%d".formatted(seed, i)).toList();
    this.heat = new Heat(new Random(seed), this.sagas, LEASE);
  }

  Score run() {
    try (Racer adopter = racer(ADOPTERS_THREADS, false);
        Racer zombie = racer(sagas.size() + ADOPTERS_THREADS, true)) {
      zombie.amends.start();
      for (String saga : sagas) {
        zombie.amends.sagas().start(Contested.class, saga, "input");
      }
      eventually("all are in the middle of it", () -> heat.waiting.get() == sagas.size());
      adopter.amends.start();
      zombie.cutOff();
      heat.cutOff();
      eventually("nothing is unfinished", () -> unfinished(adopter) == 0);
      eventually(
          "the former node has said its last",
          () -> heat.gone.get() == sagas.size() && zombie.transactions.get() == 0);
      sagas.forEach(saga -> check(adopter, saga));
      int lost = kind == Kind.LOCAL ? zombie.fenced.get() : participant.refused();
      return new Score(lost, sagas.size() - lost);
    }
  }

  private Racer racer(int threads, boolean zombie) {
    Arena.Lane lane = arena.lane(threads);
    return new Racer(lane, threads, LEASE, new Contested(lane, zombie));
  }

  private static long unfinished(Racer node) {
    return node.amends.query().countUnfinished().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void eventually(String what, Callable<Boolean> holds) {
    await(what).atMost(LONG).pollInterval(Duration.ofMillis(10)).until(holds);
  }

  private void check(Racer node, String key) {
    SagaView saga = node.amends.sagas().find(Contested.class, key).orElseThrow();
    assertThat(saga.status()).as(key).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(participant.net(key)).as("net effect of %s", key).isZero();
    List<Integer> ledger = arena.ledger(key);
    assertThat(ledger.stream().mapToInt(Integer::intValue).sum()).as("rows of %s", key).isZero();
    assertThat(ledger).as("rows of %s", key).doesNotHaveDuplicates();
  }

  /** The definition as one of the two nodes has it. */
  private final class Contested implements SagaDefinition<String, String> {
    private final Arena.Lane lane;
    private final boolean zombie;

    Contested(Arena.Lane lane, boolean zombie) {
      this.lane = lane;
      this.zombie = zombie;
    }

    @Override
    public String name() {
      return "contested";
    }

    @Override
    public void define(SagaBuilder<String, String> saga) {
      saga.remote("first", run -> {}).readOnly();
      if (kind == Kind.LOCAL) {
        saga.local("step", this::write).compensate((run, done) -> erase(run)).retry(PATIENT);
      } else {
        saga.remote("step", String.class, this::call)
            .idempotent()
            .compensateUnknown(this::recall)
            .retry(PATIENT)
            .undoing(PATIENT);
      }
      saga.remote("last", run -> refuse()).idempotent().nothingToUndo();
    }

    private void write(Run<String> run) throws Exception {
      lane.write(run, 1);
      meet(run);
      left();
    }

    private void erase(Run<String> run) throws Exception {
      pass(run, Moment.IN_THE_UNDO_OF_THE_OTHER);
      lane.write(run, -1);
      pass(run, Moment.BEFORE_THE_OTHER_HAS_COMMITTED_ITS_UNDO);
    }

    private String call(Run<String> run) {
      meet(run);
      try {
        return participant.act(run);
      } finally {
        left();
      }
    }

    private void recall(Run<String> run) {
      pass(run, Moment.IN_THE_UNDO_OF_THE_OTHER);
      participant.undo(run);
      pass(run, Moment.BEFORE_THE_OTHER_HAS_COMMITTED_ITS_UNDO);
    }

    private void meet(Run<String> run) {
      if (zombie) {
        heat.zombieWaits(String.valueOf(run.key()));
      } else {
        pass(run, Moment.IN_THE_ACTION_OF_THE_OTHER);
      }
    }

    private void left() {
      if (zombie) {
        heat.gone.incrementAndGet();
      }
    }

    private void pass(Run<String> run, Moment moment) {
      heat.adopterPasses(String.valueOf(run.key()), moment);
    }

    private static void refuse() {
      Failure failure = new Failure("refused", "no", 422, null);
      throw new OutcomeException(Outcome.rejected(failure), "no");
    }
  }
}
