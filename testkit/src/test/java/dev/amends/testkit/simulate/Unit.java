package dev.amends.testkit.simulate;

import dev.amends.definition.Retry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a random program.
 *
 * @param name its name
 * @param kind what it is
 * @param group the group that it is in, null for none
 * @param taken what its condition says, null without one
 * @param items what it is taken for, null when it is taken once
 * @param pivot whether it is the point of no return
 * @param undo how it is undone
 * @param refusesLate whether the other side refuses calls that come after their time
 * @param retry of the action
 * @param probing of the probe
 * @param undoing of the undo
 * @param timeout of a call; for an await, how long it waits
 */
record Unit(
    String name,
    Kind kind,
    @Nullable String group,
    @Nullable Boolean taken,
    @Nullable List<String> items,
    boolean pivot,
    Undoing undo,
    boolean refusesLate,
    Retry retry,
    Retry probing,
    Retry undoing,
    Duration timeout) {
  /** What steps there are. */
  enum Kind {
    LOCAL,
    PROBE,
    PROBE_ALL,
    IDEMPOTENT,
    AT_MOST_ONCE,
    READ_ONLY,
    AWAIT,
    CHILD;

    boolean probed() {
      return this == PROBE || this == PROBE_ALL;
    }
  }

  /** How a step is undone. */
  enum Undoing {
    NOTHING,
    NOT_SAID,
    KNOWN,
    UNKNOWN,
    BOTH;

    boolean known() {
      return this == KNOWN || this == BOTH;
    }

    boolean unknown() {
      return this == UNKNOWN || this == BOTH;
    }
  }

  /** Whether a saga that has gone on from here can still be undone. */
  boolean undoable(boolean childUndoable) {
    boolean mayStay =
        undo == Undoing.NOTHING
            || kind == Kind.READ_ONLY
            || (kind == Kind.AWAIT && undo != Undoing.KNOWN);
    boolean byChild = kind == Kind.CHILD && childUndoable;
    return !pivot && (mayStay || undo.known() || undo.unknown() || byChild);
  }

  @Override
  public String toString() {
    return name
        + ":"
        + kind
        + (group == null ? "" : " in " + group)
        + (taken == null ? "" : " when " + taken)
        + (items == null ? "" : " each " + items)
        + (pivot ? " PIVOT" : "")
        + " undo "
        + undo
        + (refusesLate ? " refuses-late" : "")
        + " tries "
        + retry.attempts()
        + " in "
        + timeout.toMillis()
        + "ms";
  }
}
