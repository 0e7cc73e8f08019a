package dev.amends.testkit.store;

import dev.amends.error.StoreUnavailableException;
import dev.amends.spi.Append;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Faults that a test has planned. */
final class PlannedFaults implements StoreFaults {
  private final Map<StoreOperation, Fault> next = new EnumMap<>(StoreOperation.class);
  Predicate<Append> lose = append -> false;
  Runnable afterFlush = () -> {};
  volatile boolean outage;

  void next(StoreOperation operation, Fault fault) {
    next.put(operation, fault);
  }

  @Override
  public void before(StoreOperation operation) {
    if (outage) {
      throw new StoreUnavailableException("outage");
    }
  }

  @Override
  public Fault atCommit(StoreOperation operation, List<Append> appends) {
    if (appends.stream().anyMatch(lose)) {
      return Fault.LOST_APPLIED;
    }
    Fault fault = next.remove(operation);
    return fault == null ? Fault.NONE : fault;
  }

  @Override
  public void after(StoreOperation operation) {
    if (operation == StoreOperation.FLUSH) {
      afterFlush.run();
    }
  }
}
