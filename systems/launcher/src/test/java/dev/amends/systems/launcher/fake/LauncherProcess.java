package dev.amends.systems.launcher.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.amends.systems.launcher.port.Port;
import dev.amends.systems.launcher.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A launcher of the fake system in a process of its own, as a user has it in a terminal. */
public final class LauncherProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Path output;

  private LauncherProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** How launchers are started in one test. */
  public record Setup(FakeSystem system, Path data, Map<String, String> environment) {

    /** On ports that are free, with its data in this folder. */
    public static Setup in(Path data) {
      // Below the ports that the system gives to clients, which come and go.
      return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 30_000))
          .limit(100)
          .filter(Setup::areFree)
          .mapToObj(port -> new FakeSystem(port, port + 1, port + 2, port + 3))
          .map(system -> new Setup(system, data, Map.of()))
          .findFirst()
          .orElseThrow();
    }

    private static boolean areFree(int first) {
      return IntStream.of(first, first + 1, first + 2, first + 3, first + 100)
          .allMatch(port -> new Port(port, "test").isFree());
    }

    /** The same with one more environment variable. */
    public Setup with(String variable, String value) {
      Map<String, String> more = new HashMap<>(environment);
      more.put(variable, value);
      return new Setup(system, data, more);
    }

    /** The data folder of the system. */
    public Path folder() {
      return data.resolve("shop");
    }

    /** The content of a pid file. */
    public long pid(String name) throws IOException {
      return Long.parseLong(Files.readString(folder().resolve(name + ".pid")).strip());
    }

    /** Starts a launcher. */
    public LauncherProcess run(String... arguments) throws IOException {
      List<String> command = new ArrayList<>();
      // A group of its own, as a shell gives to what runs in the foreground of a terminal.
      Executables.find("setsid")
          .ifPresent(
              setsid ->
                  // Whoever runs the tests in the background has its children ignore the signal.
                  command.addAll(List.of(setsid.toString(), "env", "--default-signal=INT")));
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-XX:TieredStopAtLevel=1");
      command.add(
          "-Dfake.ports=%d,%d,%d,%d"
              .formatted(system.order(), system.stock(), system.simulator(), system.postgres()));
      command.add("-Dfake.data=" + data);
      command.add("-Dlogback.configurationFile=amends-launcher-logback.xml");
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(FakeRun.class.getName());
      command.addAll(List.of(arguments));
      Path output = Files.createTempFile("launcher-output", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      return new LauncherProcess(builder.start(), output);
    }
  }

  /** Waits for a line that begins so. */
  public void awaitLine(String begin) {
    await()
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || lines().stream().anyMatch(l -> l.startsWith(begin)));
    assertThat(lines()).anyMatch(line -> line.startsWith(begin));
  }

  /** All lines so far. */
  public List<String> lines() {
    try {
      return Files.readAllLines(output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits for its end, and returns its exit code. */
  public int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Sends SIGTERM and waits for its end. */
  public int stop() throws InterruptedException {
    process.toHandle().destroy();
    return exitCode();
  }

  /** Ends it in any case, with what it has started. */
  public void clean() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
