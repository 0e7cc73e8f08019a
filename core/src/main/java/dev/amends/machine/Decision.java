package dev.amends.machine;

import dev.amends.journal.Fact;
import dev.amends.journal.SagaStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a saga does next. */
public sealed interface Decision {
  /** These facts follow from what is known; append them, then decide again. */
  record Append(List<Fact> facts) implements Decision {
    public Append {
      facts = List.copyOf(facts);
    }
  }

  /**
   * These steps' conditions or lists, or the input of the sagas that do them, have to be asked for;
   * append the answers, then decide again.
   */
  record Ask(List<Integer> steps) implements Decision {
    public Ask {
      steps = List.copyOf(steps);
    }
  }

  /** The exclusive key is needed first. */
  record Acquire(String key) implements Decision {}

  /**
   * Execute these tasks, and decide again when one of them, or one already under way, ends, or when
   * the time has come.
   *
   * @param tasks none of them under way yet; may be empty
   * @param wake when to decide again at the latest, null for when something happens
   */
  record Go(List<Task> tasks, @Nullable Instant wake) implements Decision {
    public Go {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * Append the end.
   *
   * @param status how it ends
   * @param looks steps whose other side is looked at once more later
   */
  record Finish(SagaStatus status, List<Integer> looks) implements Decision {
    public Finish {
      looks = List.copyOf(looks);
    }
  }

  /** Nothing: it has ended, or waits for a person. */
  record Rest() implements Decision {}
}
