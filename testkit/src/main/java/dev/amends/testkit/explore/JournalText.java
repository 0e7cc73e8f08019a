package dev.amends.testkit.explore;

import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.JournalEntry;
import dev.amends.plan.Plan;
import dev.amends.spi.Append;
import java.util.List;
import java.util.stream.Collectors;

/** A journal as a person reads it. */
final class JournalText {
  private JournalText() {}

  static String of(Plan plan, List<JournalEntry> journal) {
    return journal.stream()
        .map(
            entry ->
                "%3d  node %d  %s"
                    .formatted(entry.position(), entry.writer(), facts(plan, entry.facts())))
        .collect(Collectors.joining("\n"));
  }

  /** What appends say, in a few words. */
  static String brief(Plan plan, List<Append> appends) {
    return appends.stream().map(append -> brief(plan, append)).collect(Collectors.joining("; "));
  }

  private static String brief(Plan plan, Append append) {
    return FactCodec.decode(append.facts()).stream()
        .map(fact -> name(plan, fact))
        .collect(Collectors.joining(", "));
  }

  private static String facts(Plan plan, List<Fact> facts) {
    return facts.stream()
        .map(fact -> name(plan, fact) + detail(fact))
        .collect(Collectors.joining("; "));
  }

  private static String name(Plan plan, Fact fact) {
    String name = fact.getClass().getSimpleName();
    if (fact instanceof Fact.OfStep of && of.step() >= 0 && of.step() < plan.steps().size()) {
      return name + " '" + plan.step(of.step()).name() + "'";
    }
    return name;
  }

  private static String detail(Fact fact) {
    if (fact instanceof Fact.Adopted adopted) {
      return adopted.crashed() ? " after a crash" : " in good order";
    }
    if (fact instanceof Fact.Succeeded succeeded) {
      return " via " + succeeded.via();
    }
    if (fact instanceof Fact.AttemptFailed failed) {
      return " %s: %s%s"
          .formatted(
              failed.outcome(),
              failed.failure().message(),
              failed.due() == null ? ", no further attempt" : "");
    }
    if (fact instanceof Fact.ProbedAbsent absent) {
      return absent.due() == null ? " and settled" : ", not settled yet";
    }
    if (fact instanceof Fact.ProbeFailed failed) {
      return ": " + failed.failure().message();
    }
    if (fact instanceof Fact.UndoFailed failed) {
      return ": " + failed.failure().message() + (failed.due() == null ? ", given up" : "");
    }
    if (fact instanceof Fact.Failed failed) {
      return ": " + failed.failure().message();
    }
    if (fact instanceof Fact.TurnedRound turned) {
      return ": " + turned.cause().message();
    }
    if (fact instanceof Fact.Parked parked) {
      return " " + parked.why();
    }
    return fact instanceof Fact.Ended ended ? " " + ended.status() : "";
  }
}
