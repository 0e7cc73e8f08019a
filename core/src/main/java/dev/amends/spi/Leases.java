package dev.amends.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Time-limited rights of nodes to drive sagas. Works in own transactions on a connection that
 * nothing else waits on; all times are the database's.
 */
public interface Leases {
  /** Where a node stands. */
  enum NodeState {
    /** Its lease may be renewed, also after it has run out. */
    LIVE,
    /** Somebody found its lease run out and took its right away for good. */
    DEAD,
    /** It went in good order. */
    LEFT
  }

  /**
   * A node.
   *
   * @param incarnation number of this start of the node, never used again
   * @param name what the node calls itself
   * @param state where it stands
   * @param leaseEnd until when its lease runs or ran
   * @param startedAt when it registered
   * @param endedAt when it left or was declared dead, else null
   */
  record Node(
      long incarnation,
      String name,
      NodeState state,
      Instant leaseEnd,
      Instant startedAt,
      @Nullable Instant endedAt) {}

  /**
   * A right that was just given or renewed.
   *
   * @param incarnation whose
   * @param now the database's clock at that moment
   */
  record Lease(long incarnation, Instant now) {}

  /** Registers a new incarnation with the hashes of the plans that it can drive. */
  Lease register(String name, Collection<String> planHashes, Duration length);

  /** Renews; empty when the incarnation is not LIVE any more. */
  Optional<Lease> renew(long incarnation, Duration length);

  /**
   * Declares every other LIVE node DEAD whose lease has run out.
   *
   * @return how many
   */
  int buryExpired(long self);

  /** Ends the own right in good order. */
  void leave(long incarnation);

  /** All nodes, newest first, at most so many. */
  List<Node> nodes(int limit);

  /** The hashes among these that no LIVE node holds. */
  List<String> unheld(Collection<String> planHashes);
}
