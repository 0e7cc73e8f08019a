package dev.amends.sample;

import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.journal.StepState;
import dev.amends.journal.StepStatus;
import dev.amends.machine.Decision;
import dev.amends.machine.Machine;
import dev.amends.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A saga, told fact by fact, and what follows from it. Immutable. */
public final class Story {
  private final History history;
  private final Instant now;
  private final Set<Integer> underWay;

  private Story(History history, Instant now, Set<Integer> underWay) {
    this.history = history;
    this.now = now;
    this.underWay = underWay;
  }

  /** A saga of that plan that has just been started. */
  public static Story of(Plan plan) {
    return of(plan, Facts.started());
  }

  /** A saga that was started like that. */
  public static Story of(Plan plan, Fact.Started started) {
    return new Story(History.of(plan), Facts.START, Set.of()).and(started);
  }

  /** The same, so many seconds after the start. */
  public Story at(double seconds) {
    return new Story(history, Facts.t(seconds), underWay);
  }

  /** The same with one more entry, written now. */
  public Story and(Fact... facts) {
    JournalEntry entry =
        new JournalEntry(history.position() + 1, 1, history.position() + 1, now, List.of(facts));
    return new Story(history.plus(entry), now, underWay);
  }

  /** The same while code of these steps, and of no others, is being executed. */
  public Story underWay(Integer... steps) {
    return new Story(history, now, Set.of(steps));
  }

  /** What is on record. */
  public History history() {
    return history;
  }

  /** What is on record of one step. */
  public StepState step(int index) {
    return history.step(index);
  }

  /** What a screen shows of all steps. */
  public List<StepStatus> statuses() {
    return history.plan().steps().stream().map(step -> history.statusOf(step.index())).toList();
  }

  /** What the machine decides. */
  public Decision decision() {
    return Machine.decide(history, underWay, now);
  }

  /** The facts that the machine wants on record. */
  public List<Fact> conclusions() {
    return ((Decision.Append) decision()).facts();
  }

  /** The same with what the machine wants on record, as often as it wants something. */
  public Story concluded() {
    Story story = this;
    for (int round = 0; round < 100 && story.decision() instanceof Decision.Append; round++) {
      story = story.and(story.conclusions().toArray(Fact[]::new));
    }
    return story;
  }

  /**
   * What the machine decides, in words: {@code call a, probe b; until 5}, {@code wait}, {@code
   * Failed a}, {@code Parked STEP_FAILED a}, {@code COMPENSATED; look at a}, {@code rest}.
   */
  public String decides() {
    Decision decision = decision();
    if (decision instanceof Decision.Append append) {
      return String.join(", ", append.facts().stream().map(this::word).toList());
    }
    if (decision instanceof Decision.Go go) {
      return word(go);
    }
    if (decision instanceof Decision.Finish finish) {
      String looks = String.join(" ", finish.looks().stream().map(this::name).toList());
      return finish.status() + (looks.isEmpty() ? "" : "; look at " + looks);
    }
    if (decision instanceof Decision.Ask ask) {
      return "ask " + String.join(" ", ask.steps().stream().map(this::name).toList());
    }
    return decision instanceof Decision.Acquire acquire ? "acquire " + acquire.key() : "rest";
  }

  private String word(Decision.Go go) {
    List<String> words = new ArrayList<>();
    go.tasks().forEach(task -> words.add(word(task.work()) + " " + name(task.step())));
    Instant wake = go.wake();
    if (wake == null) {
      return words.isEmpty() ? "wait" : String.join(", ", words);
    }
    double seconds = Duration.between(Facts.START, wake).toMillis() / 1_000.0;
    String until = "until " + (seconds % 1 == 0 ? "%d".formatted((long) seconds) : seconds + "");
    return words.isEmpty() ? until : String.join(", ", words) + "; " + until;
  }

  private static String word(Enum<?> work) {
    return work.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String word(Fact fact) {
    if (fact instanceof Fact.Parked parked) {
      return "Parked " + parked.why() + " " + name(parked.step());
    }
    if (fact instanceof Fact.ByActor) {
      return fact.getClass().getSimpleName();
    }
    int step = fact instanceof Fact.OfStep of ? of.step() : ((Fact.TurnedRound) fact).step();
    return fact.getClass().getSimpleName() + " " + name(step);
  }

  private String name(int step) {
    return step < 0 ? "-" : history.plan().step(step).name();
  }
}
