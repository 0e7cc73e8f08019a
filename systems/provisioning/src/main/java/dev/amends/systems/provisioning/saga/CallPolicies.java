package dev.amends.systems.provisioning.saga;

import dev.amends.definition.RemoteStep;
import dev.amends.definition.Retry;
import java.time.Duration;

/**
 * How patient the sagas are with Mattermost. With the defaults, a fault that doesn't pass ends in a
 * parked saga within 60 s, whatever the fault: three calls of 5 s with the time that each needs to
 * settle, and then at most 15 s of looking.
 *
 * @param timeout the longest that one call takes
 * @param settle how long after a call nothing being there proves nothing
 * @param calls how often a call is made
 * @param looks how often a look is made that fails
 */
public record CallPolicies(Duration timeout, Duration settle, Retry calls, Retry looks) {
  private static final Duration DAY = Duration.ofHours(24);

  /** The same for operations that no person looks after: they go on looking for a day. */
  CallPolicies unattended() {
    return new CallPolicies(timeout, settle, calls, looks.within(DAY));
  }

  /** The step with these policies. */
  <I, T> RemoteStep<I, T> on(RemoteStep<I, T> step) {
    return step.timeout(timeout).settle(settle).retry(calls).probing(looks);
  }

  /**
   * The step with these policies; a call that comes late changes nothing, so none is waited for.
   */
  <I, T> RemoteStep<I, T> onRepeatable(RemoteStep<I, T> step) {
    return on(step).settle(Duration.ZERO);
  }
}
