package dev.amends.systems.provisioning.integration;

/** What came of asking for the rest to be run again. */
public enum Rerun {
  /** It runs. */
  STARTED,
  /** It runs already. */
  RUNNING,
  /** There is nothing left to run. */
  NOTHING_LEFT
}
