package dev.amends.testkit.explore;

import dev.amends.definition.Recovery;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanStep;
import dev.amends.plan.Safety;
import dev.amends.plan.StepKind;
import dev.amends.spi.Invocation.Work;
import dev.amends.spi.SagaRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is true of every saga that has come to rest, whatever went wrong on the way. */
final class Invariants {
  private final Evidence evidence;
  private final Set<ParkReason> mayPark;
  private final List<String> broken = new ArrayList<>();

  private Invariants(Evidence evidence, Set<ParkReason> mayPark) {
    this.evidence = evidence;
    this.mayPark = mayPark;
  }

  /** What does not hold, in words; empty when all is well. */
  static List<String> broken(Evidence evidence, Set<ParkReason> mayPark) {
    Invariants invariants = new Invariants(evidence, mayPark);
    SagaRow row = evidence.row();
    if (row == null) {
      invariants.nothingWasLeft();
    } else {
      invariants.journalAndIndex(row);
      invariants.parking();
      invariants.effects();
      invariants.calls();
    }
    return invariants.broken;
  }

  private void nothingWasLeft() {
    evidence
        .settled()
        .effects()
        .forEach(
            (step, count) -> {
              if (count > 0) {
                broken.add(
                    "no saga was started, and step '%s' has left %d effects"
                        .formatted(step, count));
              }
            });
  }

  private void journalAndIndex(SagaRow row) {
    History history = evidence.settled().history();
    if (row.status() != history.status() || row.reason() != history.parkReason()) {
      broken.add(
          "the index says %s %s, the journal %s %s"
              .formatted(row.status(), row.reason(), history.status(), history.parkReason()));
    }
    long last = 0;
    for (JournalEntry entry : evidence.settled().journal()) {
      if (entry.writer() < last) {
        broken.add(
            "node %d wrote position %d after node %d had taken the saga over"
                .formatted(entry.writer(), entry.position(), last));
      }
      last = Math.max(last, entry.writer());
    }
  }

  /** A fault or two that pass are no reason to call a person, unless the step says so. */
  private void parking() {
    History history = evidence.settled().history();
    ParkReason reason = history.parkReason();
    if (reason == null || mayPark.contains(reason) || excused(history, reason)) {
      return;
    }
    int cause = history.causeStep();
    String step = cause < 0 ? "" : " at step '" + history.plan().step(cause).name() + "'";
    broken.add(
        "it is parked (%s%s) although every fault had passed: %s"
            .formatted(reason, step, lastFailure(history)));
  }

  private boolean excused(History history, ParkReason reason) {
    int faults = evidence.faults().size();
    return switch (reason) {
      case STEP_FAILED -> plan().recovery() == Recovery.REPROCESS || pastPivot(history);
      case UNKNOWN_OUTCOME ->
          any(
              history,
              StepStatus.UNKNOWN,
              step ->
                  step.safety() == Safety.AT_MOST_ONCE
                      || step.policies().retry().attempts() <= faults
                      || step.policies().probing().attempts() <= faults);
      case COMPENSATION_FAILED ->
          any(
              history,
              StepStatus.COMPENSATION_FAILED,
              step -> step.policies().undoing().attempts() <= faults);
      default -> false;
    };
  }

  /** With a step for each item of the lists that were asked for. */
  private Plan plan() {
    return evidence.settled().history().plan();
  }

  private static boolean pastPivot(History history) {
    return history.plan().steps().stream()
        .anyMatch(step -> step.pivot() && history.step(step.index()).passed());
  }

  private static boolean any(History history, StepStatus status, Predicate<PlanStep> excuse) {
    return history.plan().steps().stream()
        .filter(step -> history.statusOf(step.index()) == status)
        .anyMatch(excuse);
  }

  private static String lastFailure(History history) {
    for (PlanStep step : history.plan().steps()) {
      StepStatus status = history.statusOf(step.index());
      var failure = history.step(step.index()).failure();
      if (status == StepStatus.COMPENSATION_FAILED && failure != null) {
        return "undoing '%s' failed: %s".formatted(step.name(), failure.message());
      }
    }
    return history.cause() == null ? "no cause is on record" : history.cause().message();
  }

  private void effects() {
    History history = evidence.settled().history();
    for (PlanStep step : history.plan().steps()) {
      Integer sound = evidence.sound().get(step.name());
      if (sound != null) {
        StepStatus status = history.statusOf(step.index());
        int count = evidence.settled().effects(step.name());
        int least = status == StepStatus.SUCCESS ? sound : 0;
        int most = none(status) ? 0 : sound;
        boolean open = status == StepStatus.SKIPPED || status == StepStatus.COMPENSATION_FAILED;
        if (!open && (count < least || count > most)) {
          broken.add(effect(step, status, count, least, most));
        }
      }
    }
  }

  private static boolean none(StepStatus status) {
    return status == StepStatus.READY
        || status == StepStatus.FAILED
        || status == StepStatus.COMPENSATED;
  }

  private static String effect(PlanStep step, StepStatus status, int count, int least, int most) {
    String wanted = least == most ? String.valueOf(most) : least + " to " + most;
    return "step '%s' is %s and has %d effects instead of %s"
        .formatted(step.name(), status, count, wanted);
  }

  private void calls() {
    Set<String> undone = new HashSet<>();
    Set<String> called = new HashSet<>();
    Map<String, Integer> actions = new HashMap<>();
    Map<String, Integer> reached = new HashMap<>();
    int place = Integer.MAX_VALUE;
    for (Call call : evidence.calls()) {
      PlanStep step = plan().step(call.step()).orElseThrow();
      if (call.work() == Work.ACTION) {
        called.add(call.step());
        actions.merge(call.step() + " " + call.key(), 1, Integer::sum);
        reached.merge(call.step() + " " + call.key(), call.reached() ? 1 : 0, Integer::sum);
        if (undone.contains(call.step())) {
          broken.add("the action of '%s' was called after its undo".formatted(call.step()));
        }
      } else if (call.work() == Work.UNDO) {
        undone.add(call.step());
        if (!called.contains(call.step()) && evidence.settled().history().adoptions() == 0) {
          broken.add("step '%s' was undone without having been called".formatted(call.step()));
        }
        if (step.node() > place) {
          broken.add("step '%s' was undone after a step in front of it".formatted(call.step()));
        }
        place = Math.min(place, step.node());
      }
    }
    for (PlanStep step : plan().steps()) {
      attempts(step, actions, reached);
    }
  }

  private void attempts(PlanStep step, Map<String, Integer> actions, Map<String, Integer> reached) {
    if (step.kind() == StepKind.LOCAL) {
      return;
    }
    int most = Math.max(1, step.policies().retry().attempts()) * (1 + evidence.resumes());
    String prefix = step.name() + " ";
    actions.forEach(
        (key, count) -> {
          if (key.startsWith(prefix) && count > most) {
            broken.add(
                "step '%s' was called %d times with one key, %d are allowed"
                    .formatted(step.name(), count, most));
          }
        });
    reached.forEach(
        (key, count) -> {
          if (key.startsWith(prefix) && step.safety() == Safety.AT_MOST_ONCE && count > 1) {
            broken.add(
                "step '%s' is made at most once, and was called %d times"
                    .formatted(step.name(), count));
          }
        });
  }

  /** Whether a saga rests for good or until a person decides. */
  static boolean atRest(SagaStatus status) {
    return status.ended() || status == SagaStatus.PARKED;
  }
}
