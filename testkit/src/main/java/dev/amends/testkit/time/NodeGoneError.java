package dev.amends.testkit.time;

/**
 * Unwinds what a node was doing when it crashed. Nothing that it says or writes counts any more.
 */
public final class NodeGoneError extends Error {
  private static final long serialVersionUID = 1L;

  /** The node of that name is gone. */
  public NodeGoneError(String node) {
    super("Node " + node + " has crashed", null, false, false);
  }
}
