package dev.amends.testkit.explore;

/** What goes wrong at a point. */
public enum FaultKind {
  /** The process is gone; another node takes its sagas over. */
  CRASH("the process dies"),
  /** No answer in time: of a call, of a transaction that waits for a lock. */
  TIMEOUT("it times out"),
  /** An exception that says nothing of what happened; a database that cannot be reached. */
  ERROR("it throws"),
  /** The answer to a commit is lost. */
  LOST_ANSWER("the answer to the commit is lost"),
  /** The node is stopped in good order, as for a new release; another one takes its sagas over. */
  STOP("the node is told to stop"),
  /** The call times out, and has its effect only after a probe has looked and seen nothing. */
  LATE("it times out and has its effect after the next look");

  private final String words;

  FaultKind(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
