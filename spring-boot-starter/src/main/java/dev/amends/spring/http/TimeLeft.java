package dev.amends.spring.http;

import dev.amends.spring.CurrentInvocation;
import java.time.Duration;
import java.util.Optional;

/** What the call in hand has left of its time. */
final class TimeLeft {
  /** Clients take zero for "no limit", so that nothing left is the shortest limit instead. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private TimeLeft() {}

  /** Empty outside of actions. */
  static Optional<Duration> ofAttempt() {
    return CurrentInvocation.get()
        .map(invocation -> invocation.run().timeLeft())
        .map(left -> left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
  }
}
