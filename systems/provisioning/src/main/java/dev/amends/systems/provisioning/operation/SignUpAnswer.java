package dev.amends.systems.provisioning.operation;

import dev.amends.outcome.Failure;
import java.util.UUID;

/** What came of a sign-up within the caller's patience. */
public sealed interface SignUpAnswer {
  /** They are in. */
  record SignedUp(UUID accountId) implements SignUpAnswer {}

  /** Everything is undone. */
  record Undone(Failure cause) implements SignUpAnswer {}

  /** Nobody knows yet; it settles in the background, or a person has to decide. */
  record Unsettled(UUID accountId) implements SignUpAnswer {}
}
