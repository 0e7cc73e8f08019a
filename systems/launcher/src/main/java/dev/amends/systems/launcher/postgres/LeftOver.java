package dev.amends.systems.launcher.postgres;

import dev.amends.systems.launcher.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a killed launcher, or a killed PostgreSQL, has left running in a data directory. Whoever
 * asks has made sure that no launcher is responsible for it.
 */
final class LeftOver {
  private static final String PROGRAM = "postgres";
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** Processes of a killed server notice that at once, if they are not busy. */
  private static final Duration ORPHANS_GRACE = Duration.ofSeconds(5);

  private final Path data;

  LeftOver(Path data) {
    this.data = data;
  }

  /** Ends it. Returns whether a server had been left running. */
  boolean end() throws IOException, InterruptedException {
    Optional<ProcessHandle> server = server();
    if (server.isPresent()) {
      Signals.send(server.get(), "INT");
      if (!Signals.awaitEnd(server.get(), GRACE)) {
        Signals.kill(server.get());
      }
    }
    for (ProcessHandle orphan : orphans()) {
      if (!Signals.awaitEnd(orphan, ORPHANS_GRACE)) {
        Signals.kill(orphan);
      }
    }
    return server.isPresent();
  }

  /** The server that this data directory names, if it still runs. */
  Optional<ProcessHandle> server() throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Files.readAllLines(file).stream()
        .findFirst()
        .filter(line -> line.matches("\\d{1,18}"))
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
        .filter(ProcessHandle::isAlive)
        // The number may have been given to somebody else since.
        .filter(LeftOver::isPostgres);
  }

  /** Processes that work in the data directory: nobody but PostgreSQL does. Linux only. */
  private List<ProcessHandle> orphans() {
    return ProcessHandle.allProcesses()
        .filter(process -> worksIn(process, data))
        .filter(LeftOver::isPostgres)
        .toList();
  }

  private static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
      return Files.readSymbolicLink(link).equals(folder);
    } catch (IOException e) {
      return false; // It has ended, belongs to another user, or this isn't Linux.
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).endsWith(PROGRAM))
        .orElse(false);
  }
}
