package dev.amends.testkit.store;

import dev.amends.spi.Leases;
import dev.amends.testkit.store.Tables.NodeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nodes and their leases. */
final class InMemoryLeases implements Leases {
  private final Session session;

  InMemoryLeases(Session session) {
    this.session = session;
  }

  @Override
  public Lease register(String name, Collection<String> planHashes, Duration length) {
    return session.change(
        StoreOperation.REGISTER,
        tables -> {
          Instant now = session.now();
          long incarnation = tables.nextIncarnation++;
          Node node = new Node(incarnation, name, NodeState.LIVE, now.plus(length), now, null);
          tables.nodes.put(incarnation, new NodeRow(node, Set.copyOf(planHashes)));
          return new Lease(incarnation, now);
        });
  }

  @Override
  public Optional<Lease> renew(long incarnation, Duration length) {
    return session.change(
        StoreOperation.RENEW,
        tables -> {
          Instant now = session.now();
          NodeRow row = live(tables, incarnation);
          if (row == null) {
            return Optional.<Lease>empty();
          }
          put(tables, row, NodeState.LIVE, now.plus(length), null);
          return Optional.of(new Lease(incarnation, now));
        });
  }

  @Override
  public int buryExpired(long self) {
    return session.change(
        StoreOperation.BURY,
        tables -> {
          Instant now = session.now();
          int buried = 0;
          for (NodeRow row : List.copyOf(tables.nodes.values())) {
            Node node = row.node();
            if (node.incarnation() != self
                && node.state() == NodeState.LIVE
                && node.leaseEnd().isBefore(now)) {
              put(tables, row, NodeState.DEAD, node.leaseEnd(), now);
              buried++;
            }
          }
          return buried;
        });
  }

  @Override
  public void leave(long incarnation) {
    session.change(
        StoreOperation.LEAVE,
        tables -> {
          NodeRow row = live(tables, incarnation);
          if (row != null) {
            put(tables, row, NodeState.LEFT, row.node().leaseEnd(), session.now());
          }
          return row != null;
        });
  }

  @Override
  public List<Node> nodes(int limit) {
    return session.read(
        StoreOperation.NODES,
        tables ->
            tables.nodes.descendingMap().values().stream()
                .map(NodeRow::node)
                .limit(limit)
                .toList());
  }

  @Override
  public List<String> unheld(Collection<String> planHashes) {
    return session.read(
        StoreOperation.UNHELD,
        tables -> {
          Set<String> held = tables.heldPlans();
          return planHashes.stream().distinct().filter(hash -> !held.contains(hash)).toList();
        });
  }

  private static @Nullable NodeRow live(Tables tables, long incarnation) {
    NodeRow row = tables.nodes.get(incarnation);
    return row != null && row.node().state() == NodeState.LIVE ? row : null;
  }

  private static void put(
      Tables tables, NodeRow row, NodeState state, Instant leaseEnd, @Nullable Instant endedAt) {
    Node node = row.node();
    Node changed =
        new Node(node.incarnation(), node.name(), state, leaseEnd, node.startedAt(), endedAt);
    tables.nodes.put(node.incarnation(), new NodeRow(changed, row.plans()));
  }
}
