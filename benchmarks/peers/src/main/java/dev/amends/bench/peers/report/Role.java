package dev.amends.bench.peers.report;

/** Why a row stands there. */
public enum Role {
  /** What the others are compared with. */
  AMENDS,
  /** Another library. */
  PEER,
  /** A limit, written by hand. */
  REFERENCE
}
