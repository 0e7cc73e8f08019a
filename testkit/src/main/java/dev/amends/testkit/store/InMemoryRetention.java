package dev.amends.testkit.store;

import dev.amends.journal.SagaAddress;
import dev.amends.spi.Leases.Node;
import dev.amends.spi.Leases.NodeState;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Removal of what has been kept long enough. */
final class InMemoryRetention implements Retention {
  private static final Comparator<SagaAddress> BY_BUCKET =
      Comparator.comparingInt(SagaAddress::bucket).thenComparingLong(SagaAddress::number);

  private final Session session;

  InMemoryRetention(Session session) {
    this.session = session;
  }

  @Override
  public Chunk journals(Keep keep, SagaAddress after, int limit) {
    return session.change(
        StoreOperation.REMOVE_JOURNALS,
        tables -> {
          List<SagaAddress> seen =
              tables.journals.keySet().stream()
                  .filter(saga -> BY_BUCKET.compare(saga, after) > 0)
                  .sorted(BY_BUCKET)
                  .limit(limit)
                  .toList();
          List<SagaAddress> old = old(tables, seen.stream(), keep.journals());
          Set<SagaAddress> gone = new HashSet<>(old(tables, seen.stream(), keep.keys()));
          for (SagaAddress saga : old) {
            boolean keyed = Objects.requireNonNull(tables.sagas.get(saga.number())).key() != null;
            if (keyed && !gone.contains(saga)) {
              tables.journals.remove(saga);
            } else {
              tables.remove(saga);
            }
          }
          return chunk(old, seen, limit);
        });
  }

  @Override
  public Chunk sagas(Duration keep, SagaAddress after, int limit) {
    return session.change(
        StoreOperation.REMOVE_SAGAS,
        tables -> {
          List<SagaAddress> seen =
              tables.sagas.tailMap(after.number(), false).values().stream()
                  .map(saga -> saga.address())
                  .limit(limit)
                  .toList();
          List<SagaAddress> old = old(tables, seen.stream(), keep);
          old.forEach(tables::remove);
          return chunk(old, seen, limit);
        });
  }

  private List<SagaAddress> old(Tables tables, Stream<SagaAddress> sagas, Duration keep) {
    Instant before = session.now().minus(keep);
    return sagas
        .filter(
            saga -> {
              Tables.End end = tables.ends.get(saga.number());
              NewSaga row = tables.sagas.get(saga.number());
              boolean needed =
                  row != null && row.root() != null && tables.live.containsKey(row.root());
              return end != null && end.at().isBefore(before) && !needed;
            })
        .toList();
  }

  private static Chunk chunk(List<SagaAddress> old, List<SagaAddress> seen, int limit) {
    return new Chunk(old.size(), seen.size() < limit ? null : seen.get(seen.size() - 1));
  }

  @Override
  public int nodes(Duration age, int limit) {
    return session.change(
        StoreOperation.REMOVE_NODES,
        tables -> {
          Instant before = session.now().minus(age);
          Set<Long> owners = new HashSet<>();
          tables.live.values().forEach(row -> owners.add(row.owner()));
          List<Long> old =
              tables.nodes.values().stream()
                  .map(Tables.NodeRow::node)
                  .filter(node -> wentBefore(node, before) && !owners.contains(node.incarnation()))
                  .map(Node::incarnation)
                  .limit(limit)
                  .toList();
          old.forEach(tables.nodes::remove);
          return old.size();
        });
  }

  private static boolean wentBefore(Node node, Instant before) {
    return node.state() != NodeState.LIVE
        && node.endedAt() != null
        && node.endedAt().isBefore(before);
  }
}
