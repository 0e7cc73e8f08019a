package dev.amends.jdbc.hard;

import dev.amends.spi.EngineListener;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a node's engine has told of. */
final class Told implements EngineListener {
  final Map<UUID, Integer> fenced = new ConcurrentHashMap<>();
  final AtomicInteger adopted = new AtomicInteger();

  @Override
  public void fenced(UUID id, String type) {
    fenced.merge(id, 1, Integer::sum);
  }

  @Override
  public void adopted(int sagas, boolean crashed) {
    adopted.addAndGet(sagas);
  }
}
