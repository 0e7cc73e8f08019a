package dev.amends.journal;

/** Stored codes of facts. A code is never given a second meaning. */
final class FactCode {
  static final int STARTED = 1;
  static final int ACQUIRED = 2;
  static final int ADOPTED = 3;
  static final int INTENDED = 4;
  static final int SUCCEEDED = 5;
  static final int ATTEMPT_FAILED = 6;
  static final int PROBED_ABSENT = 7;
  static final int PROBE_FAILED = 8;
  static final int FAILED = 9;
  static final int TURNED_ROUND = 10;
  static final int UNDONE = 11;
  static final int UNDO_FAILED = 12;
  static final int PARKED = 13;
  static final int RESUMED = 14;
  static final int MARKED_DONE = 15;
  static final int SKIPPED = 16;
  static final int COMPENSATION_ORDERED = 17;
  static final int CANCEL_ASKED = 18;
  static final int CANCEL_REFUSED = 19;
  static final int INPUT_EDITED = 20;
  static final int ENDED = 21;
  static final int VERDICT = 22;
  static final int EXPANDED = 23;
  static final int SIGNALLED = 24;
  static final int MIGRATED = 25;
  static final int CHILD_OF = 26;
  static final int RECALLED = 27;
  static final int CHILD_STARTED = 28;
  static final int CHILD_ORDERED = 29;
  static final int CHILD_ENDED = 30;

  private FactCode() {}
}
