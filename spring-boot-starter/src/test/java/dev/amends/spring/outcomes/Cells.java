package dev.amends.spring.outcomes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All cells. Filled by one thread before others read it. */
final class Cells {
  private final Map<String, Cell> byId = new ConcurrentHashMap<>();
  private final List<Cell> inOrder = new ArrayList<>();

  void add(Cell cell) {
    byId.put(cell.id(), cell);
    inOrder.add(cell);
  }

  Cell of(String id) {
    return byId.get(id);
  }

  List<Cell> inOrder() {
    return inOrder;
  }
}
