package dev.amends.spi;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import java.time.Duration;
import java.util.UUID;

/**
 * Told of what the engine does, for metrics. Called on engine threads: quick, and a failure is
 * logged, counted and otherwise ignored. Every method does nothing by default.
 */
public interface EngineListener {
  /** A saga is durable. */
  default void started(String type) {}

  /** A saga ended. */
  default void settled(UUID id, String type, SagaStatus status, Duration took) {}

  /** A saga stopped for a person. */
  default void parked(UUID id, String type, ParkReason reason) {}

  /** A write was refused because another node has the saga. */
  default void fenced(UUID id, String type) {}

  /** Sagas were taken over. */
  default void adopted(int sagas, boolean crashed) {}

  /** A call of user code ended; {@code outcome} is a stable word such as {@code success}. */
  default void called(Invocation invocation, String outcome, Duration took) {}

  /** A transaction of the journal writer was committed. */
  default void flushed(int appends, int bytes, Duration took) {}
}
