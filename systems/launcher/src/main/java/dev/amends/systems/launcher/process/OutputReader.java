package dev.amends.systems.launcher.process;

import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.folder.LogFile;
import dev.amends.systems.launcher.host.TaggedOutput;
import dev.amends.systems.launcher.report.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a process writes: each line goes to the log of its service, and what the user should
 * see to the terminal too. Runs on a thread of its own until the output ends.
 */
final class OutputReader implements Runnable {
  private final InputStream in;
  private final ChildCommand command;
  private final DataFolder folder;
  private final Terminal terminal;
  private final Map<String, LogFile> logs = new LinkedHashMap<>();

  private OutputReader(InputStream in, ChildCommand command, DataFolder folder, Terminal terminal) {
    this.in = in;
    this.command = command;
    this.folder = folder;
    this.terminal = terminal;
  }

  static void follow(InputStream in, ChildCommand command, DataFolder folder, Terminal terminal) {
    OutputReader reader = new OutputReader(in, command, folder, terminal);
    Thread thread = new Thread(reader, "output-of-" + command.firstName());
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try (LineInput lines = new LineInput(in)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        route(line);
      }
    } catch (IOException e) {
      terminal.error("The output of " + command.firstName() + " cannot be kept: " + e);
      drain();
    } finally {
      closeLogs();
    }
  }

  private void route(String line) throws IOException {
    String name = command.firstName();
    String text = line;
    int end = line.indexOf(TaggedOutput.MARK, 1);
    if (end > 0 && line.charAt(0) == TaggedOutput.MARK) {
      name = line.substring(1, end);
      text = line.substring(end + 1);
    }
    log(name).line(text);
    if (command.role() != Role.DATABASE) {
      showIfNotable(name, text);
    }
  }

  private void showIfNotable(String name, String text) {
    NotableLine.shown(text).ifPresent(shown -> terminal.service(name, shown));
  }

  private LogFile log(String name) throws IOException {
    @Nullable LogFile log = logs.get(name);
    if (log == null) {
      log = LogFile.append(folder.log(name));
      logs.put(name, log);
    }
    return log;
  }

  /** A full disk must not stop the process, which would wait for ever to be read. */
  private void drain() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      terminal.error("The output of " + command.firstName() + " cannot be read: " + e);
    }
  }

  private void closeLogs() {
    for (LogFile log : logs.values()) {
      try {
        log.close();
      } catch (IOException e) {
        terminal.error("A log of " + command.firstName() + " cannot be closed: " + e);
      }
    }
  }
}
