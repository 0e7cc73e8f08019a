package dev.amends.systems.launcher.fake;

import dev.amends.systems.launcher.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Does for the fake system what {@code ./run} does for the real ones. Its ports are the system
 * property {@code fake.ports}; the folder of data folders is {@code fake.data}.
 */
public final class FakeRun {
  private FakeRun() {}

  public static void main(String[] arguments) {
    Thread lifeline = new Thread(FakeRun::endWithTheTest, "test-lifeline");
    lifeline.setDaemon(true);
    lifeline.start();
    List<Integer> ports =
        Stream.of(System.getProperty("fake.ports").split(",", -1)).map(Integer::valueOf).toList();
    FakeSystem system = new FakeSystem(ports.get(0), ports.get(1), ports.get(2), ports.get(3));
    new Launcher(
            system.systems(),
            new ClassPathOfTests(),
            Path.of(System.getProperty("fake.data")),
            Path.of("target", "postgres").toAbsolutePath())
        .runAndExit(List.of(arguments), System.getenv());
  }

  /** A test that is killed leaves nothing running: its end is the end of the standard input. */
  private static void endWithTheTest() {
    try {
      while (System.in.read() >= 0) {
        // A test says nothing.
      }
    } catch (IOException e) {
      System.err.println("The test can't be heard any more: " + e);
    }
    System.exit(1);
  }
}
