package dev.amends.jdbc.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * T9: an action of a node that lost its saga, and the undo of the same step by the node that has it
 * now, at the same time on real threads. In the end nothing is left, and of the local step at most
 * one write was ever committed. {@code -Damends.race.seed=N} draws other moments.
 */
@Timeout(240)
class RaceTest {
  private static final Logger log = LoggerFactory.getLogger(RaceTest.class);
  private static final long SEED = Long.getLong("amends.race.seed", 1);

  @Test
  void aLocalStepAndItsUndoInMemory() {
    race(InMemoryArena::new, Round.Kind.LOCAL, 2, 2_000);
  }

  @Test
  void aCallAndItsUndoInMemory() {
    race(InMemoryArena::new, Round.Kind.REMOTE, 2, 2_000);
  }

  @Test
  void aLocalStepAndItsUndoOnPostgreSql() {
    race(PostgreSqlArena::new, Round.Kind.LOCAL, 2, 100);
  }

  @Test
  void aCallAndItsUndoOnPostgreSql() {
    race(PostgreSqlArena::new, Round.Kind.REMOTE, 2, 100);
  }

  private static void race(Supplier<Arena> arena, Round.Kind kind, int few, int sagas) {
    int rounds = Integer.getInteger("amends.race.rounds", few);
    Round.Score score = new Round.Score(0, 0);
    try (Arena shared = arena.get()) {
      for (int i = 0; i < rounds; i++) {
        score = score.plus(new Round(shared, kind, sagas, SEED * rounds + i).run());
      }
    }
    log.info("{} of the former node's actions came first, {} too late", score.won(), score.lost());
    assertThat(score.lost()).as("actions that came too late").isGreaterThan(rounds * sagas / 2);
    assertThat(score.won()).as("actions that came first").isGreaterThan(rounds * sagas / 50);
  }
}
