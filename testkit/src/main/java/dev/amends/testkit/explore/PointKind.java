package dev.amends.testkit.explore;

import static dev.amends.testkit.explore.FaultKind.CRASH;
import static dev.amends.testkit.explore.FaultKind.ERROR;
import static dev.amends.testkit.explore.FaultKind.LATE;
import static dev.amends.testkit.explore.FaultKind.LOST_ANSWER;
import static dev.amends.testkit.explore.FaultKind.STOP;
import static dev.amends.testkit.explore.FaultKind.TIMEOUT;

import java.util.Set;

/** What sort of place a point is, and so what can go wrong there. */
enum PointKind {
  /** An action or an undo of a remote step. */
  REMOTE,
  /** The action of a step whose probe is waited for: the other side takes late calls. */
  PROBED,
  /** An action or an undo of a local step. */
  LOCAL,
  /** A look at the other side, which has no effect. */
  LOOK,
  /** A late look; tried again only after seconds, so it is not made to fail. */
  LATE_LOOK,
  /** A transaction of the store's own whose end is a value. */
  FLUSH,
  /** The commit of a transaction of user code. */
  COMMIT,
  /** A statement inside a transaction of user code. */
  STATEMENT,
  /** A transaction of the store's own that throws when it fails. */
  WRITE;

  boolean can(Moment moment, FaultKind fault) {
    return (moment == Moment.BEFORE ? before() : after()).contains(fault);
  }

  private Set<FaultKind> before() {
    return switch (this) {
      case REMOTE, LOCAL -> Set.of(CRASH, TIMEOUT, ERROR, STOP);
      case PROBED -> Set.of(CRASH, TIMEOUT, ERROR, STOP, LATE);
      case LOOK -> Set.of(CRASH, TIMEOUT, ERROR);
      case LATE_LOOK -> Set.of(CRASH);
      case FLUSH -> Set.of(CRASH, TIMEOUT, ERROR, STOP, LOST_ANSWER);
      case COMMIT -> Set.of(CRASH, ERROR, LOST_ANSWER);
      case STATEMENT, WRITE -> Set.of(CRASH, ERROR);
    };
  }

  private Set<FaultKind> after() {
    return switch (this) {
      case REMOTE, PROBED, LOCAL -> Set.of(CRASH, TIMEOUT, ERROR);
      case LOOK -> Set.of();
      case LATE_LOOK, STATEMENT -> Set.of(CRASH);
      case FLUSH, COMMIT, WRITE -> Set.of(CRASH, LOST_ANSWER);
    };
  }
}
