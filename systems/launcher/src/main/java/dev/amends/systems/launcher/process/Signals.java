package dev.amends.systems.launcher.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes. */
public final class Signals {
  private Signals() {}

  /** Sends a signal. A process that is gone meanwhile is fine. */
  public static void send(ProcessHandle process, String signal)
      throws IOException, InterruptedException {
    if (signal.equals("TERM")) {
      // Not through Process, which closes the pipes too: a host would take that for the
      // launcher's death.
      process.destroy();
    } else {
      // The shell's own kill: the command is missing on small machines.
      Tool.silent(List.of("sh", "-c", "kill -" + signal + " " + process.pid())).run();
    }
  }

  /** Waits for its end; whether it came in time. */
  public static boolean awaitEnd(ProcessHandle process, Duration time) throws InterruptedException {
    return await(process.onExit(), time);
  }

  static boolean await(CompletableFuture<?> end, Duration time) throws InterruptedException {
    try {
      end.get(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Waiting for a process to end failed.", e);
    }
  }

  /** Kills it and what it has started. */
  public static void kill(ProcessHandle process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
