package dev.amends.internal.drive;

import dev.amends.internal.call.Subject;
import dev.amends.journal.History;
import java.time.Instant;
import java.util.List;

/** Told of what becomes of drives. Called from their turns: quick, and never throws. */
interface Watcher {
  /** Entries were appended; {@code before} and {@code after} are the histories around them. */
  void appended(Subject subject, History before, History after);

  /** Sagas have begun with an append of their parent's. */
  void born(List<Birth> births, Instant at, Hold hold);

  /** Messages for other sagas have been put. */
  void posted();

  /** Another node has the saga. */
  void fenced(Subject subject);

  /** The drive is over, and what it did last may not be on record. */
  void abandoned(Drive drive);

  /** The drive is over, for whatever reason. */
  void left(Drive drive);
}
