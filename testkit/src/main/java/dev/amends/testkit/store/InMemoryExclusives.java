package dev.amends.testkit.store;

import dev.amends.journal.SagaAddress;
import dev.amends.spi.Exclusives;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Exclusive keys: who stands first in line holds the key. */
final class InMemoryExclusives implements Exclusives {
  private final Session session;

  InMemoryExclusives(Session session) {
    this.session = session;
  }

  @Override
  public boolean acquire(String key, SagaAddress saga) {
    return session.change(
        StoreOperation.ACQUIRE,
        tables -> {
          if (!tables.live.containsKey(saga.number())) {
            return false;
          }
          Deque<SagaAddress> line = tables.lines.computeIfAbsent(key, none -> new ArrayDeque<>());
          if (!line.contains(saga)) {
            line.addLast(saga);
          }
          return saga.equals(line.peekFirst());
        });
  }

  @Override
  public Optional<SagaAddress> holder(String key) {
    return session.read(
        StoreOperation.HOLDER,
        tables -> Optional.ofNullable(tables.lines.get(key)).map(Deque::peekFirst));
  }
}
