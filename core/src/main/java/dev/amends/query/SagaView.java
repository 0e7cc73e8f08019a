package dev.amends.query;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.outcome.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga as a screen shows it, read from its journal.
 *
 * @param id its id
 * @param type its definition's name
 * @param key its key, null when it has none
 * @param status where it stands
 * @param reason why it is parked, else null
 * @param position position of its last journal entry; actions that name it fail once it has moved
 *     on; 0 when its journal has been removed
 * @param pickedUp whether a node has it in its hands, or had it until it stopped
 * @param cause why it turned round or parked, null when it has done neither; the code {@code
 *     details-removed} when that has been removed
 * @param causeStep name of the step that was the cause, null when it was none
 * @param startedAt when it was started
 * @param updatedAt when its last entry was written
 * @param endedAt when it ended, else null
 * @param steps all steps in plan order; empty when its plan is not known or its details were
 *     removed
 * @param input its input with secrets masked
 * @param output its output with secrets masked, null when there is none
 * @param context what was captured at its start
 * @param parent the saga whose step it does, null when it stands for itself
 */
public record SagaView(
    UUID id,
    String type,
    @Nullable String key,
    SagaStatus status,
    @Nullable ParkReason reason,
    int position,
    boolean pickedUp,
    @Nullable Failure cause,
    @Nullable String causeStep,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant endedAt,
    List<StepView> steps,
    String input,
    @Nullable String output,
    Map<String, String> context,
    @Nullable UUID parent) {
  public SagaView {
    steps = List.copyOf(steps);
    context = Map.copyOf(context);
  }

  /**
   * Whether it ended so long ago that its journal has been removed: only how it ended, and when, is
   * known; steps, input, output and context are empty.
   */
  public boolean detailsRemoved() {
    return status.ended() && position == 0;
  }

  /** The step of that name. */
  public Optional<StepView> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }
}
