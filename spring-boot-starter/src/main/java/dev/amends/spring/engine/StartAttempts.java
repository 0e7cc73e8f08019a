package dev.amends.spring.engine;

import dev.amends.error.StoreUnavailableException;
import dev.amends.spring.engine.EngineState.Phase;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries to start the engine until it has started or the application ends, on a thread of its own. A
 * database that cannot be reached is waited for. Any other failure ends the application's start-up
 * while that lasts; later it is logged and tried again, because somebody may mend the database.
 */
final class StartAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(StartAttempts.class);

  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration AFTER_MISTAKE = Duration.ofSeconds(30);

  private final Runnable attempt;
  private final BiConsumer<Phase, @Nullable String> state;
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "amends-start");

  /**
   * Attempts to do something.
   *
   * @param attempt throws if it fails
   * @param state told of what it waits for
   */
  StartAttempts(Runnable attempt, BiConsumer<Phase, @Nullable String> state) {
    this.attempt = attempt;
    this.state = state;
    thread.setDaemon(true);
  }

  /** Begins; completed when it has started, or failed for good while start-up lasts. */
  CompletableFuture<Void> begin() {
    thread.start();
    return started;
  }

  /**
   * From now on nobody waits, and no failure is for good.
   *
   * @return false when it has started or failed in this very moment
   */
  boolean goOnInBackground() {
    return started.complete(null);
  }

  /** Ends the attempts, after the one in hand. */
  void end() {
    ended.countDown();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(LONGEST_WAIT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration wait = FIRST_WAIT;
    String said = null;
    try {
      while (ended.getCount() > 0) {
        try {
          attempt.run();
          started.complete(null);
          return;
        } catch (StoreUnavailableException away) {
          said = say(Phase.WAITING, away, said);
          wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
        } catch (RuntimeException mistake) {
          if (started.completeExceptionally(mistake)) {
            return;
          }
          said = say(Phase.FAILING, mistake, said);
          wait = AFTER_MISTAKE;
        }
        if (ended.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each reason is logged once, however often it comes. */
  private @Nullable String say(Phase phase, RuntimeException thrown, @Nullable String said) {
    String reason = thrown.getMessage();
    state.accept(phase, reason);
    if (!Objects.equals(reason, said)) {
      if (phase == Phase.WAITING) {
        LOG.warn("The saga engine waits: {}", reason);
      } else {
        LOG.error("The saga engine cannot start and is tried again later", thrown);
      }
    }
    return reason;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
