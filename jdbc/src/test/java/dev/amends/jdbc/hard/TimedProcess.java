package dev.amends.jdbc.hard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own with a {@link TimedNode}, whose wall clock goes wrong as a file says. */
final class TimedProcess implements AutoCloseable {
  private final Path offset;
  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  TimedProcess(Path library, Path files, String name, Duration ahead, List<String> arguments)
      throws IOException {
    offset = files.resolve(name + ".offset");
    jump(ahead);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
    command.add(TimedNode.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // Without the last one, timed waits under the library of Debian 12 come back seconds late.
    builder
        .environment()
        .putAll(
            Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_NO_CACHE", "1",
                "DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
    builder.redirectOutput(files.resolve(name + ".log").toFile());
    process = builder.start();
    answers = process.errorReader(StandardCharsets.UTF_8);
    questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** From now on its clock is ahead of the machine's by that much. */
  void jump(Duration ahead) throws IOException {
    Path next = offset.resolveSibling(offset.getFileName() + ".next");
    Files.writeString(next, "%+d".formatted(ahead.toSeconds()));
    Files.move(next, offset, StandardCopyOption.REPLACE_EXISTING);
  }

  /** By how many milliseconds it believes to be ahead. */
  long ahead() throws IOException {
    questions.write("?\n");
    questions.flush();
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith("TIME ")) {
        return Long.parseLong(line.substring("TIME ".length())) - System.currentTimeMillis();
      }
    }
    throw new IllegalStateException("The process has ended; its log is beside " + offset);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
