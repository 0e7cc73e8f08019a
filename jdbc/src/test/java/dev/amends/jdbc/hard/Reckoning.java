package dev.amends.jdbc.hard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.plan.StepKind;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Compares what the engine says of its sagas with what the tables and the outside say: a step that
 * counts as done has its effect exactly once, every other step none, and nothing was undone before
 * what was built on it.
 */
final class Reckoning {
  private final Tables tables;
  private final Outside outside;

  Reckoning(Tables tables, Outside outside) {
    this.tables = tables;
    this.outside = outside;
  }

  void ofTables() {
    assertThat(tables.holes()).as("journals with holes").isEmpty();
    assertThat(tables.contradictions()).as("sagas both ended and live, or neither").isEmpty();
  }

  void of(SagaView saga) {
    String key = String.valueOf(saga.key());
    for (StepView step : saga.steps()) {
      long expected = step.status() == StepStatus.SUCCESS ? 1 : 0;
      if (step.kind() == StepKind.LOCAL) {
        assertThat(tables.booked(key, step.name())).as(text(saga, step)).isEqualTo(expected);
      } else if (step.kind() == StepKind.REMOTE) {
        assertThat(outside.net(step.name(), key)).as(text(saga, step)).isEqualTo((int) expected);
      }
      if (saga.status() == SagaStatus.SUCCEEDED) {
        assertThat(step.status()).as(text(saga, step)).isIn(StepStatus.SUCCESS, StepStatus.SKIPPED);
      }
    }
    List<String> undone = new ArrayList<>(outside.effects(key, true));
    Collections.reverse(undone);
    if (!undone.isEmpty()) {
      assertThat(outside.effects(key, false)).as("effects of %s", key).containsSubsequence(undone);
    }
  }

  private static String text(SagaView saga, StepView step) {
    return "step %s of %s, which is %s".formatted(step, saga.key(), saga.status());
  }
}
