package dev.amends;

import dev.amends.definition.SagaDefinition;
import dev.amends.plan.Outline;
import dev.amends.query.SagaView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts sagas and finds them. Safe for many threads.
 *
 * <p>A key names one attempt of an operation for as long as its row is kept: a UUID made before the
 * call, or a client's idempotency key. Starting with a key that was used before gives the first
 * saga; with another input it throws {@link dev.amends.error.KeyReusedException}.
 *
 * <p>All methods throw {@link dev.amends.error.EngineNotRunningException} before the engine has
 * started and after it was stopped, and {@link dev.amends.error.StoreUnavailableException} when the
 * database cannot be reached; nothing is written then.
 */
public interface Sagas {
  /**
   * Starts a saga and returns when its start is durable. Inside a caller's transaction the start is
   * part of it: the saga exists, and runs, if and only if that commits. Local steps that come first
   * run here, on this thread, in that transaction (or in one of their own); what they throw comes
   * out as it is, and nothing exists then.
   *
   * @param key 1 to 200 characters, null for a saga that is never looked up or repeated
   * @throws dev.amends.error.PayloadTooLargeException if the input is above the limit
   */
  <I> SagaHandle start(
      Class<? extends SagaDefinition<I, ?>> definition, @Nullable String key, I input);

  /**
   * Starts a saga and waits until it settles, for at most so long. After the patience, before the
   * point of no return, the saga stops going forward and settles in the background.
   *
   * @param key 1 to 200 characters
   * @throws dev.amends.error.InsideTransactionException if a transaction or connection is bound to
   *     this thread
   */
  <I, O> RunResult<O> run(
      Class<? extends SagaDefinition<I, O>> definition, String key, I input, Duration patience);

  /** Waits for a saga that was started before, for at most so long. */
  <O> Optional<RunResult<O>> await(
      Class<? extends SagaDefinition<?, O>> definition, String key, Duration patience);

  /**
   * Stores a signal for a saga, in the caller's transaction if there is one. It is taken when the
   * step of its name waits for it, and is kept until then, for a day also before the saga exists.
   * What nobody has taken by the saga's end came late, and is given to the step's compensation.
   *
   * @return false if the same signal waits already
   * @throws IllegalArgumentException if no step of that name waits for signals, or the payload is
   *     of another type than it says
   */
  boolean signal(Class<? extends SagaDefinition<?, ?>> definition, String key, Signal signal);

  /** The saga of that definition and key. */
  Optional<SagaView> find(Class<? extends SagaDefinition<?, ?>> definition, String key);

  /** The saga of that id. */
  Optional<SagaView> find(UUID id);

  /** The sagas of that definition with any of these keys, by key. */
  Map<String, SagaView> findAll(
      Class<? extends SagaDefinition<?, ?>> definition, Collection<String> keys);

  /** The structure of all definitions of this application, for catalogues. */
  List<Outline> outlines();
}
