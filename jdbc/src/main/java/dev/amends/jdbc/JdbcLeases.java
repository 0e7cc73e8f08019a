package dev.amends.jdbc;

import dev.amends.jdbc.connection.JdbcConnections;
import dev.amends.spi.Leases;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Leases on a connection that nothing else uses for long. */
final class JdbcLeases implements Leases {
  private final JdbcConnections connections;
  private final NodeTable nodes;

  JdbcLeases(JdbcConnections connections, NodeTable nodes) {
    this.connections = connections;
    this.nodes = nodes;
  }

  /** The node and its plans are one transaction: a node without plans would drive nothing. */
  @Override
  public Lease register(String name, Collection<String> planHashes, Duration length) {
    long incarnation =
        connections.inKeepers(
            "registering the node",
            connection -> nodes.register(connection, name, planHashes, length));
    return lease(incarnation, length)
        .orElseThrow(() -> new IllegalStateException("Node %d vanished".formatted(incarnation)));
  }

  @Override
  public Optional<Lease> renew(long incarnation, Duration length) {
    boolean renewed =
        connections.asKeeper(
            "renewing the lease", connection -> nodes.renew(connection, incarnation, length));
    return renewed ? lease(incarnation, length) : Optional.empty();
  }

  /** The clock at the last renewal follows from the lease's end: nothing else moves it. */
  private Optional<Lease> lease(long incarnation, Duration length) {
    return connections
        .asKeeper("reading the lease", connection -> nodes.leaseEnd(connection, incarnation))
        .map(end -> new Lease(incarnation, end.minus(length)));
  }

  @Override
  public int buryExpired(long self) {
    return connections.asKeeper(
        "looking for dead nodes", connection -> nodes.bury(connection, self));
  }

  @Override
  public void leave(long incarnation) {
    connections.asKeeper("giving up the lease", connection -> nodes.leave(connection, incarnation));
  }

  @Override
  public List<Node> nodes(int limit) {
    return connections.asKeeper("listing nodes", connection -> nodes.newest(connection, limit));
  }

  @Override
  public List<String> unheld(Collection<String> planHashes) {
    if (planHashes.isEmpty()) {
      return List.of();
    }
    Set<String> held =
        new HashSet<>(
            connections.asKeeper(
                "looking for plans", connection -> nodes.held(connection, planHashes)));
    return planHashes.stream().distinct().filter(hash -> !held.contains(hash)).toList();
  }
}
