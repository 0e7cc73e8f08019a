package dev.amends.internal.drive;

import dev.amends.internal.call.Subject;
import dev.amends.journal.History;

/** Told of what becomes of drives. Called from their turns: quick, and never throws. */
interface Watcher {
  /** Entries were appended; {@code before} and {@code after} are the histories around them. */
  void appended(Subject subject, History before, History after);

  /** Another node has the saga. */
  void fenced(Subject subject);

  /** The drive is over, and what it did last may not be on record. */
  void abandoned(Drive drive);

  /** The drive is over, for whatever reason. */
  void left(Drive drive);
}
