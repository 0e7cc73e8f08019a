package dev.amends.spring.outcomes;

import dev.amends.journal.SagaStatus;
import dev.amends.query.EntryView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of a cell.
 *
 * @param outcome of the first attempt
 * @param pause in whole minutes before the next request
 * @param requests that arrived, all attempts together
 * @param keys different idempotency keys that they had
 * @param looks of the probe
 * @param undos of the step
 * @param status of the saga
 */
record Seen(
    Fault.Kind outcome,
    Duration pause,
    int requests,
    int keys,
    int looks,
    int undos,
    SagaStatus status) {
  private static final Pattern FAILED =
      Pattern.compile(
          "(?<outcome>[A-Z_]+) (?<code>[^ :]+): .*?(; again at (?<due>\\S+))?", Pattern.DOTALL);

  /** Reads a cell whose saga has come to rest. */
  static Seen of(Cell cell, SagaStatus status, List<EntryView> journal) {
    Optional<Matcher> failed = firstFailure(journal);
    return new Seen(
        failed.map(text -> Fault.Kind.valueOf(text.group("outcome"))).orElse(Fault.Kind.SUCCESS),
        wait(journal),
        cell.requests().size(),
        (int)
            cell.requests().stream()
                .map(request -> request.header("Idempotency-Key"))
                .distinct()
                .count(),
        cell.looks(),
        cell.undos(),
        status);
  }

  /** The wait after the first attempt. */
  static Duration wait(List<EntryView> journal) {
    for (EntryView entry : journal) {
      for (EntryView.FactView fact : entry.facts()) {
        if (fact.kind().equals("AttemptFailed")) {
          String due = text(fact).group("due");
          return due == null
              ? Duration.ZERO
              : minutes(Duration.between(entry.at(), Instant.parse(due)));
        }
      }
    }
    return Duration.ZERO;
  }

  private static Duration minutes(Duration exact) {
    return Duration.ofMinutes(exact.plusSeconds(30).toMinutes());
  }

  private static Optional<Matcher> firstFailure(List<EntryView> journal) {
    return journal.stream()
        .flatMap(entry -> entry.facts().stream())
        .filter(fact -> fact.kind().equals("AttemptFailed"))
        .map(Seen::text)
        .findFirst();
  }

  private static Matcher text(EntryView.FactView fact) {
    Matcher text = FAILED.matcher(fact.text());
    if (!text.matches()) {
      throw new AssertionError("Not the text of a failed attempt: " + fact.text());
    }
    return text;
  }
}
