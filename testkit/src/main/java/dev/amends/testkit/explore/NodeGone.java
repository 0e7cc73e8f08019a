package dev.amends.testkit.explore;

/** Ends a thread of a node whose process is gone. */
final class NodeGone extends Error {
  private static final long serialVersionUID = 1L;

  NodeGone() {
    super("this node is gone", null, false, false);
  }
}
