package dev.amends.systems.provisioning.service;

import dev.amends.systems.provisioning.simulated.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The service in a process of its own, which can be killed. It can be told where to stop: before or
 * after its steps' calls, see {@link StoppingService}.
 */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final int LAST_WORDS = 4_000;

  private final Process process;
  private final int port;
  private final Path stops;
  private final Path log;

  private ServiceProcess(Process process, int port, Path stops, Path log) {
    this.process = process;
    this.port = port;
    this.stops = stops;
    this.log = log;
  }

  /** Starts a service that stands still where it is told to, without waiting for it. */
  public static ServiceProcess stopping(
      String name,
      Path folder,
      ServiceDatabase database,
      Simulation mattermost,
      Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.put("stopping.folder", stops(folder, name).toString());
    return start(name, folder, database, mattermost, all);
  }

  private static Path stops(Path folder, String name) {
    try {
      return Files.createDirectories(folder.resolve(name + "-stops"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a service without waiting for it. */
  public static ServiceProcess start(
      String name,
      Path folder,
      ServiceDatabase database,
      Simulation mattermost,
      Map<String, String> properties) {
    try {
      int port = freePort();
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx300m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  // Surefire may have put its own class path into one jar.
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  StoppingService.class.getName(),
                  "--server.port=" + port,
                  "--amends.node=" + name,
                  "--logging.structured.format.console=",
                  "--spring.main.banner-mode=off",
                  "--provisioning.mattermost.url=" + mattermost.url()));
      database.properties().forEach((key, value) -> command.add("--" + key + "=" + value));
      properties.forEach((key, value) -> command.add("--" + key + "=" + value));
      Path log = folder.resolve(name + ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ServiceProcess(process, port, stops(folder, name), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it takes requests. */
  public ServiceProcess ready() {
    ServiceClient client = client();
    Awaitility.await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("The service has ended: " + lastWords());
              }
              return client.get("/actuator/health/readiness").status() == 200;
            });
    return this;
  }

  private String lastWords() {
    try {
      String said = Files.readString(log);
      return said.substring(Math.max(0, said.length() - LAST_WORDS));
    } catch (IOException e) {
      return "and its log can't be read";
    }
  }

  /** The places at which it has stopped so far. */
  public List<String> stops() {
    try (Stream<Path> files = Files.list(stops)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of it. */
  public ServiceClient client() {
    return new ServiceClient(URI.create("http://127.0.0.1:" + port));
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("The service can't be killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
