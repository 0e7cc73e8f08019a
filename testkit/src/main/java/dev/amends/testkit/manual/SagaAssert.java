package dev.amends.testkit.manual;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepStatus;
import dev.amends.outcome.Failure;
import dev.amends.query.EntryView;
import dev.amends.query.SagaView;
import dev.amends.query.StepView;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** How a saga has to stand. What does not hold is told together with the saga's journal. */
public final class SagaAssert extends AbstractAssert<SagaAssert, SagaView> {
  private final SagaView saga;
  private final List<EntryView> journal;

  SagaAssert(SagaView saga, List<EntryView> journal) {
    super(saga, SagaAssert.class);
    this.saga = saga;
    this.journal = List.copyOf(journal);
  }

  /** It has ended well. */
  public SagaAssert succeeded() {
    return stands(SagaStatus.SUCCEEDED);
  }

  /** All of it is undone. */
  public SagaAssert compensated() {
    return stands(SagaStatus.COMPENSATED);
  }

  /** It goes forward, or waits for something to come. */
  public SagaAssert running() {
    return stands(SagaStatus.RUNNING);
  }

  /** It is being undone. */
  public SagaAssert compensating() {
    return stands(SagaStatus.COMPENSATING);
  }

  /** It waits for a person, for that reason. */
  public SagaAssert parked(ParkReason reason) {
    stands(SagaStatus.PARKED);
    if (saga.reason() != reason) {
      failWithMessage("%s is parked: %s instead of %s%n%s", name(), saga.reason(), reason, story());
    }
    return this;
  }

  private SagaAssert stands(SagaStatus status) {
    if (saga.status() != status) {
      failWithMessage(
          "%s is %s instead of %s, cause: %s%n%s",
          name(), saga.status(), status, saga.cause(), story());
    }
    return this;
  }

  /** What made it turn round or park has that code. */
  public SagaAssert because(String code) {
    Failure cause = saga.cause();
    if (cause == null || !cause.code().equals(code)) {
      failWithMessage("the cause of %s is %s instead of %s%n%s", name(), cause, code, story());
    }
    return this;
  }

  /** A step stands so. */
  public SagaAssert step(String step, StepStatus status) {
    StepStatus is = view(step).status();
    if (is != status) {
      failWithMessage("step '%s' of %s is %s instead of %s%n%s", step, name(), is, status, story());
    }
    return this;
  }

  /** So many attempts of a step have ended. */
  public SagaAssert attempts(String step, int attempts) {
    int made = view(step).attempts();
    if (made != attempts) {
      failWithMessage(
          "step '%s' of %s had %s attempts instead of %s%n%s",
          step, name(), made, attempts, story());
    }
    return this;
  }

  /** The names of its facts so far, such as {@code Succeeded}, oldest first. */
  public ListAssert<String> facts() {
    return Assertions.assertThat(
        journal.stream()
            .flatMap(entry -> entry.facts().stream())
            .map(EntryView.FactView::kind)
            .toList());
  }

  private StepView view(String step) {
    return saga.step(step)
        .orElseThrow(
            () -> new IllegalArgumentException("%s has no step '%s'".formatted(name(), step)));
  }

  private String name() {
    return saga.type() + " " + Objects.requireNonNullElse(saga.key(), saga.id());
  }

  private String story() {
    StringBuilder story = new StringBuilder();
    for (EntryView entry : journal) {
      for (EntryView.FactView fact : entry.facts()) {
        story.append("%3d  %s %s%n".formatted(entry.position(), fact.kind(), text(fact)));
      }
    }
    return story.toString();
  }

  private static String text(EntryView.FactView fact) {
    return fact.step() == null ? fact.text() : "'" + fact.step() + "' " + fact.text();
  }
}
