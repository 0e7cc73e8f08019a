package dev.amends.jdbc.race;

/** What the former owner waits for before it goes on in the middle of its action. */
enum Moment {
  /** Nothing but a random time around the end of its lease. */
  AROUND_THE_ADOPTION,
  /** The new owner is about to do the same action. */
  IN_THE_ACTION_OF_THE_OTHER,
  /** The new owner is about to undo it. */
  IN_THE_UNDO_OF_THE_OTHER,
  /** The new owner has undone it, and its append is still to come. */
  BEFORE_THE_OTHER_HAS_COMMITTED_ITS_UNDO
}
