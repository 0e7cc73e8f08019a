package dev.amends.internal.read;

import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.outcome.Failure;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanNode;
import dev.amends.plan.PlanStep;
import dev.amends.query.EntryView;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import dev.amends.spi.Codec;
import dev.amends.spi.SagaRow;
import dev.amends.spi.StoredEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns stored sagas into what screens show. Safe for many threads. */
public final class Views {
  private final Codec codec;

  public Views(Codec codec) {
    this.codec = codec;
  }

  SagaView view(SagaRow row, List<StoredEntry> stored, @Nullable Plan plan) {
    if (row.status().ended() && stored.isEmpty()) {
      return removed(row);
    }
    if (plan == null) {
      return unreadable(row, stored, "definition-unknown", "Its plan is not kept anywhere.");
    }
    try {
      List<JournalEntry> entries = stored.stream().map(StoredEntry::read).toList();
      return of(row, History.of(plan, entries));
    } catch (dev.amends.error.PayloadUnreadableException | IllegalStateException unreadable) {
      String why = String.valueOf(unreadable.getMessage());
      return unreadable(row, stored, "payload.unreadable", why);
    }
  }

  private SagaView of(SagaRow row, History history) {
    Instant updated = history.updatedAt() == null ? row.startedAt() : history.updatedAt();
    int cause = history.causeStep();
    return new SagaView(
        row.id(),
        row.type(),
        row.key(),
        history.status(),
        history.parkReason(),
        history.position(),
        row.owner() != null || history.position() > 1,
        history.cause(),
        cause < 0 ? null : history.plan().step(cause).name(),
        row.startedAt(),
        updated,
        history.status().ended() ? updated : null,
        steps(history),
        codec.show(history.input()),
        history.output().size() == 0 ? null : codec.show(history.output()),
        history.context(),
        history.childOf() == null ? null : history.childOf().parent());
  }

  private List<StepView> steps(History history) {
    List<StepView> steps = new ArrayList<>();
    for (PlanNode node : history.plan().nodes()) {
      for (PlanStep step : node.steps()) {
        StepState state = history.step(step.index());
        if (state.phase() == StepState.Phase.EXPANDED && !history.plan().itemsOf(step).isEmpty()) {
          continue;
        }
        Payload result = state.result();
        steps.add(
            new StepView(
                step.name(),
                step.kind(),
                node.group(),
                history.statusOf(step.index()),
                state.calls(),
                state.failure(),
                step.api(),
                state.updatedAt(),
                state.updatedBy(),
                result == null ? null : codec.show(result),
                state.child() == null ? null : state.child().child()));
      }
    }
    return steps;
  }

  /** As far as its index row tells; one that has ended needs no reason. */
  private static SagaView unreadable(
      SagaRow row, List<StoredEntry> stored, String code, String why) {
    return bare(row, stored, row.status().ended() ? null : Failure.of(code, why));
  }

  private static SagaView removed(SagaRow row) {
    String why = "It was undone; why is not known any more, because its details were removed.";
    boolean undone = row.status() == SagaStatus.COMPENSATED;
    return bare(row, List.of(), undone ? Failure.of("details-removed", why) : null);
  }

  private static SagaView bare(SagaRow row, List<StoredEntry> stored, @Nullable Failure cause) {
    StoredEntry last = stored.isEmpty() ? null : stored.get(stored.size() - 1);
    return new SagaView(
        row.id(),
        row.type(),
        row.key(),
        row.status(),
        row.reason(),
        last == null ? 0 : last.position(),
        true,
        cause,
        null,
        row.startedAt(),
        last == null ? lastKnown(row) : last.at(),
        row.endedAt(),
        List.of(),
        "",
        null,
        Map.of(),
        null);
  }

  private static Instant lastKnown(SagaRow row) {
    return row.endedAt() == null ? row.startedAt() : row.endedAt();
  }

  EntryView.FactView fact(Fact fact, StepNames names) {
    String step = fact instanceof Fact.OfStep ofStep ? names.of(ofStep.step()) : null;
    return new EntryView.FactView(fact.getClass().getSimpleName(), step, text(fact));
  }

  private String text(Fact fact) {
    if (fact instanceof Fact.Started started) {
      return codec.show(started.input());
    }
    if (fact instanceof Fact.Succeeded succeeded) {
      return codec.show(succeeded.result());
    }
    if (fact instanceof Fact.Verdict verdict) {
      return verdict.taken() ? "taken" : "left out";
    }
    if (fact instanceof Fact.Expanded expanded) {
      return String.join(", ", expanded.items().stream().map(Fact.Expanded.Item::key).toList());
    }
    if (fact instanceof Fact.ChildOf child) {
      return "of saga " + child.parent();
    }
    if (fact instanceof Fact.ChildStarted started) {
      return "saga " + started.child();
    }
    if (fact instanceof Fact.ChildEnded ended) {
      return "saga %s %s".formatted(ended.child(), ended.status());
    }
    if (fact instanceof Fact.Recalled recalled) {
      return text(recalled.cause(), null);
    }
    if (fact instanceof Fact.Migrated migrated) {
      return migrated.planHash();
    }
    if (fact instanceof Fact.Signalled signalled) {
      return codec.show(signalled.payload());
    }
    if (fact instanceof Fact.AttemptFailed failed) {
      return failed.outcome() + " " + text(failed.failure(), failed.due());
    }
    if (fact instanceof Fact.ProbeFailed failed) {
      return text(failed.failure(), failed.due());
    }
    if (fact instanceof Fact.UndoFailed failed) {
      return text(failed.failure(), failed.due());
    }
    if (fact instanceof Fact.Failed failed) {
      return text(failed.failure(), null);
    }
    if (fact instanceof Fact.ProbedAbsent absent) {
      return absent.due() == null ? "settled" : "looked at again at " + absent.due();
    }
    if (fact instanceof Fact.TurnedRound turned) {
      return text(turned.cause(), null);
    }
    if (fact instanceof Fact.Parked parked) {
      Failure failure = parked.failure();
      return parked.why() + (failure == null ? "" : " " + text(failure, null));
    }
    if (fact instanceof Fact.MarkedDone done) {
      return "%s: %s (%s)".formatted(done.actor().name(), done.reason(), done.evidence());
    }
    if (fact instanceof Fact.ByActor by) {
      return "%s: %s".formatted(by.actor().name(), by.reason());
    }
    if (fact instanceof Fact.Ended ended) {
      return ended.status().toString();
    }
    if (fact instanceof Fact.Adopted adopted) {
      return adopted.crashed() ? "after a crash" : "in good order";
    }
    return "";
  }

  private static String text(Failure failure, @Nullable Instant due) {
    String again = due == null ? "" : "; again at " + due;
    return failure.code() + ": " + failure.message() + again;
  }
}
