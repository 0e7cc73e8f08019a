package dev.amends.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.action.Run;
import dev.amends.action.Step;
import dev.amends.definition.SagaBuilder;
import dev.amends.journal.Fact;
import dev.amends.journal.ParkReason;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Code that cannot read what is stored says nothing about its step: the saga parks (P5). */
class UnreadableResultTest extends Cluster {
  private void parks(BiConsumer<SagaBuilder<String, String>, Step<String>> reader) {
    Node node =
        node(
            saga -> {
              probed(saga, "seat");
              var note =
                  saga.remote("note", String.class, run -> "unreadable note")
                      .idempotent()
                      .nothingToUndo();
              reader.accept(saga, note);
            });
    start(node, "k");
    parks("k", ParkReason.PAYLOAD_UNREADABLE);
    assertThat(facts("k", Fact.TurnedRound.class)).isEmpty();
    assertThat(outside.log).doesNotContain("delete seat");
    assertThat(view(node, "k").cause().message()).contains("no sense in unreadable note");
  }

  @Test
  void readInALocalStep() {
    parks((saga, note) -> saga.local("row", run -> read(run, note)));
  }

  @Test
  void readInALocalStepThatWrapsWhatItGets() {
    parks((saga, note) -> saga.local("row", run -> wrap(run, note)));
  }

  @Test
  void readInARemoteStep() {
    parks((saga, note) -> saga.remote("call", run -> read(run, note)).idempotent().nothingToUndo());
  }

  @Test
  void readInACondition() {
    parks(
        (saga, note) ->
            saga.local("row", run -> {}).nothingToUndo().when(run -> !run.get(note).isEmpty()));
  }

  @Test
  void readInAList() {
    parks(
        (saga, note) -> {
          var each = saga.forEach(String.class, run -> List.of(run.get(note)), item -> item);
          saga.local("row", run -> {}).nothingToUndo().each(each);
        });
  }

  @Test
  void readInTheOutput() {
    parks((saga, note) -> saga.returns(String.class, run -> run.get(note)));
  }

  private static void read(Run<String> run, Step<String> note) {
    assertThat(run.get(note)).isNotEmpty();
  }

  private static void wrap(Run<String> run, Step<String> note) {
    try {
      read(run, note);
    } catch (RuntimeException thrown) {
      throw new IllegalStateException("wrapped: " + thrown.getMessage(), thrown);
    }
  }
}
