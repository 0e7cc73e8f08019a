package dev.amends.systems.launcher.process;

import java.io.IOException;
import java.util.List;

/**
 * Ends a process of somebody else's making when the launcher is gone, even if that was killed. Our
 * own hosts notice that by themselves. It is a shell that waits for the end of its standard input.
 */
final class Guard {
  private final Process shell;

  private Guard(Process shell) {
    this.shell = shell;
  }

  /** From now on, the end of the launcher sends this signal to that process. */
  static Guard over(long pid, String signal) throws IOException {
    String script = "read -r line; kill -" + signal + " " + pid;
    ProcessBuilder builder =
        new ProcessBuilder(Executables.inOwnSession(List.of("sh", "-c", script)));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new Guard(builder.start());
  }

  /** The process has ended: its number may be given to another one. */
  void release() {
    shell.destroyForcibly();
  }
}
