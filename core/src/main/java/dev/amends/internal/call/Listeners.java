package dev.amends.internal.call;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.EngineListener;
import dev.amends.spi.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners; the failure of one is logged, counted and kept from everybody else. */
public final class Listeners implements EngineListener {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final List<EngineListener> listeners;
  private final AtomicLong failures = new AtomicLong();

  public Listeners(List<EngineListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** How often a listener has failed. */
  public long failures() {
    return failures.get();
  }

  private void tell(Consumer<EngineListener> what) {
    for (EngineListener listener : listeners) {
      try {
        what.accept(listener);
      } catch (RuntimeException failed) {
        failures.incrementAndGet();
        log.warn("The listener {} failed", listener.getClass().getName(), failed);
      }
    }
  }

  @Override
  public void started(String type) {
    tell(listener -> listener.started(type));
  }

  @Override
  public void settled(UUID id, String type, SagaStatus status, Duration took) {
    tell(listener -> listener.settled(id, type, status, took));
  }

  @Override
  public void parked(UUID id, String type, ParkReason reason) {
    tell(listener -> listener.parked(id, type, reason));
  }

  @Override
  public void fenced(UUID id, String type) {
    tell(listener -> listener.fenced(id, type));
  }

  @Override
  public void adopted(int sagas, boolean crashed) {
    tell(listener -> listener.adopted(sagas, crashed));
  }

  @Override
  public void called(Invocation invocation, String outcome, Duration took) {
    tell(listener -> listener.called(invocation, outcome, took));
  }

  @Override
  public void flushed(int appends, int bytes, Duration took) {
    tell(listener -> listener.flushed(appends, bytes, took));
  }
}
