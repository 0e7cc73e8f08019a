package dev.amends.systems.provisioning.mattermost;

import dev.amends.action.Judge;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeClassifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Mattermost's answers prove about its state. */
public final class MattermostOutcomes implements OutcomeClassifier {
  private static final int MAX_DEPTH = 16;

  @Override
  public Optional<Outcome> classify(Throwable thrown) {
    return Optional.ofNullable(find(thrown)).map(MattermostOutcomes::outcome);
  }

  /**
   * Reads "exists already" as "may have happened", so that the probe tells an earlier, lost call of
   * ours from a stranger's.
   */
  public static <I> Judge<I> existsMayBeOurs() {
    return (run, thrown) ->
        Optional.ofNullable(find(thrown))
            .filter(MattermostException::exists)
            .map(exists -> Outcome.unknown(failure(exists)));
  }

  private static Outcome outcome(MattermostException answer) {
    Failure failure = failure(answer);
    if (answer.turnedAway()) {
      return new Outcome.NotSent(failure, answer.retryAfter());
    }
    return answer.refusal() ? Outcome.rejected(failure) : Outcome.unknown(failure);
  }

  private static Failure failure(MattermostException answer) {
    String text = answer.getMessage();
    return new Failure(
        "http." + answer.status(), text == null ? "" : text, answer.status(), answer.errorId());
  }

  private static @Nullable MattermostException find(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (cause instanceof MattermostException answer) {
        return answer;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
