package dev.amends.systems.provisioning.integration;

/** What became of a finding. */
public enum RepairState {
  /** Found, and not acted on yet. */
  PENDING,
  /** Its saga was started. */
  STARTED,
  /** It was there again at the next look. */
  DROPPED
}
