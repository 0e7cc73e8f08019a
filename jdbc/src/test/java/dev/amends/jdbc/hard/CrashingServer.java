package dev.amends.jdbc.hard;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of its own that can be stopped at once and started again on the same files. */
final class CrashingServer implements AutoCloseable {
  private final Path data;
  private EmbeddedPostgres server;

  CrashingServer() {
    try {
      data = Files.createTempDirectory("crashing-postgres");
      server = start(0);
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // The library's default would let a crash forget what was acknowledged.
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  int port() {
    return server.getPort();
  }

  /** Ends all sessions where they stand, as a crash does, and recovers. */
  void crash() {
    try {
      long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
      ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
      new ProcessBuilder("kill", "-QUIT", String.valueOf(pid)).start().waitFor();
      postmaster.onExit().get(20, TimeUnit.SECONDS);
      int port = server.getPort();
      server.close();
      server = start(port);
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }
}
