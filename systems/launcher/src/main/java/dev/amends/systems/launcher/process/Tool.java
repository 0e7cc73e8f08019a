package dev.amends.systems.launcher.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs to its end while the launcher waits. */
public final class Tool {
  private static final int GRACE_SECONDS = 5;

  private final ProcessBuilder builder;

  private Tool(List<String> command) {
    builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
  }

  /** Its output is dropped. */
  public static Tool silent(List<String> command) {
    Tool tool = new Tool(command);
    tool.builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return tool;
  }

  /** Its output is added to a file. */
  public static Tool loggedTo(Path log, List<String> command) {
    Tool tool = new Tool(command);
    tool.builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return tool;
  }

  /** Its output is the launcher's, in this folder. */
  public static Tool visible(Path folder, List<String> command) {
    Tool tool = new Tool(command);
    tool.builder.directory(folder.toFile());
    tool.builder.redirectErrorStream(false);
    tool.builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    tool.builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return tool;
  }

  /**
   * Runs it and returns its exit code. If the waiting thread is interrupted, the command is ended.
   */
  public int run() throws IOException, InterruptedException {
    Process process = builder.start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      throw e;
    }
  }
}
