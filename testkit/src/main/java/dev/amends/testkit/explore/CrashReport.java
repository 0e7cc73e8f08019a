package dev.amends.testkit.explore;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an exploration found.
 *
 * @param saga the saga's name
 * @param tried runs that were made
 * @param planned runs that there were to make; more than {@code tried} when time ran out
 * @param missed runs in which a planned fault's place was not reached
 * @param pairs how many of those tried had two faults
 * @param broken runs that did not come out right
 * @param seed what the pairs were drawn with
 * @param took how long it all took
 */
public record CrashReport(
    String saga,
    int tried,
    int planned,
    int missed,
    int pairs,
    List<BrokenCell> broken,
    long seed,
    Duration took) {
  private static final int MOST_SHOWN = 10;

  public CrashReport {
    broken = List.copyOf(broken);
  }

  /** Whether time ran out before everything was tried. */
  public boolean cutShort() {
    return tried < planned;
  }

  /**
   * Fails the test if a run did not come out right.
   *
   * @throws AssertionError with the whole report
   */
  public void throwIfBroken() {
    if (!broken.isEmpty()) {
      throw new AssertionError(toString());
    }
  }

  /** The report as a person reads it: a line of counts, then the first ten broken runs. */
  @Override
  public String toString() {
    String head =
        "Crash explorer: saga '%s', %d of %d runs (%d of them with two faults, seed %d; in %d a fault's place was not reached) in %d ms, %d broken"
            .formatted(saga, tried, planned, pairs, seed, missed, took.toMillis(), broken.size());
    String shown =
        broken.stream()
            .limit(MOST_SHOWN)
            .map(BrokenCell::toString)
            .collect(Collectors.joining(System.lineSeparator()));
    String more =
        broken.size() > MOST_SHOWN
            ? System.lineSeparator() + "and " + (broken.size() - MOST_SHOWN) + " more"
            : "";
    return broken.isEmpty() ? head : head + System.lineSeparator() + shown + more;
  }
}
