package dev.amends.spring.engine;

import dev.amends.Amends;
import org.jspecify.annotations.Nullable;

/**
 * How the engine of this application is.
 *
 * @param phase where its life stands
 * @param waitingFor what keeps it from starting, for a person; null unless it is {@link
 *     Phase#WAITING} or {@link Phase#FAILING}
 * @param health what the engine says of itself; null unless it runs
 */
public record EngineState(
    Phase phase, @Nullable String waitingFor, Amends.@Nullable Health health) {
  /** Where an engine's life stands. */
  public enum Phase {
    /** The application is being put together. */
    NEW,
    /** The database cannot be reached; it is tried again and again. */
    WAITING,
    /** The database does not fit, although it can be reached; it is tried again now and then. */
    FAILING,
    /** It drives sagas. */
    RUNNING,
    /** The application ends. */
    STOPPED
  }
}
