package dev.amends.testkit.simulate;

import dev.amends.journal.Fact;
import dev.amends.journal.JournalEntry;
import dev.amends.plan.PlanStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts as the story of a seed tells them. */
final class FactText {
  private FactText() {}

  static String of(@Nullable Seen seen, JournalEntry entry) {
    return entry.position()
        + " by "
        + entry.writer()
        + ": "
        + entry.facts().stream().map(fact -> text(seen, fact)).toList();
  }

  private static String text(@Nullable Seen seen, Fact fact) {
    String name = fact.getClass().getSimpleName();
    if (fact instanceof Fact.OfStep of) {
      name += " " + (seen == null ? of.step() : stepName(seen, of.step()));
    }
    if (fact instanceof Fact.AttemptFailed failed) {
      name += " " + failed.outcome() + (failed.due() == null ? " last" : "");
    }
    if (fact instanceof Fact.Adopted adopted) {
      name += adopted.crashed() ? " crashed" : "";
    }
    if (fact instanceof Fact.Parked parked) {
      name += " " + parked.why();
    }
    if (fact instanceof Fact.ProbedAbsent absent) {
      name += absent.due() == null ? " settled" : " not yet";
    }
    if (fact instanceof Fact.ChildEnded ended) {
      name += " " + ended.status();
    }
    return fact instanceof Fact.Ended ended ? name + " " + ended.status() : name;
  }

  private static Object stepName(Seen seen, int step) {
    List<PlanStep> steps = seen.history().plan().steps();
    return step < steps.size() ? steps.get(step).name() : step;
  }
}
