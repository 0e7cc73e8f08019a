package dev.amends.bench.peers.durable;

/** A workflow of DBOS. */
public interface Order {
  /** Five steps that do nothing. */
  void carryOut(String customer, int amount);
}
