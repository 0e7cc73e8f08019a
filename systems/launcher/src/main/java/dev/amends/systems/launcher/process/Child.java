package dev.amends.systems.launcher.process;

import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.folder.PidFile;
import dev.amends.systems.launcher.host.HostOrder;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.report.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A process that the launcher has started. While it runs, its id stands in the data folder under
 * each of its names.
 */
public final class Child {
  private final ChildCommand command;
  private final DataFolder folder;
  private final Process process;

  /** Done when it has ended and its pid files are gone. */
  private final CompletableFuture<Void> end;

  private Child(
      ChildCommand command, DataFolder folder, Process process, Consumer<Child> whenEnded) {
    this.command = command;
    this.folder = folder;
    this.process = process;
    this.end =
        process
            .onExit()
            .thenRunAsync(() -> pidFiles().forEach(file -> file.remove(process.pid())))
            .whenCompleteAsync((done, failure) -> whenEnded.accept(this));
  }

  /**
   * Starts a process. Its output goes to the logs of the data folder.
   *
   * @param whenEnded is called when it has ended, on some thread
   */
  static Child start(
      ChildCommand command, DataFolder folder, Terminal terminal, Consumer<Child> whenEnded) {
    ProcessBuilder builder =
        new ProcessBuilder(Executables.inOwnSession(command.command())).redirectErrorStream(true);
    builder.environment().putAll(command.environment());
    try {
      Process process = builder.start();
      Child child = new Child(command, folder, process, whenEnded);
      OutputReader.follow(process.getInputStream(), command, folder, terminal);
      child.begin();
      return child;
    } catch (IOException e) {
      throw LauncherException.refused(command.firstName() + " cannot be started", e);
    }
  }

  private void begin() throws IOException {
    try {
      pidFiles().forEach(file -> file.write(process.pid()));
      if (!process.isAlive()) {
        pidFiles().forEach(file -> file.remove(process.pid())); // It was too quick.
      }
      if (command.order().isPresent()) {
        tellOrder(command.order().get());
      } else {
        process.getOutputStream().close();
        guard(Guard.over(process.pid(), command.role().signal()));
      }
    } catch (IOException | UncheckedIOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private List<PidFile> pidFiles() {
    return command.names().stream().map(folder::pidFile).toList();
  }

  private void guard(Guard guard) {
    var unused = end.whenComplete((done, failure) -> guard.release());
  }

  private void tellOrder(HostOrder order) {
    try {
      order.write(process.getOutputStream());
    } catch (IOException e) {
      // It has ended before it could listen, or does not listen: told as any other end is.
      process.destroyForcibly();
    }
  }

  /** What runs in it. */
  public List<String> names() {
    return command.names();
  }

  /** What it is for. */
  public Role role() {
    return command.role();
  }

  /** Where its output is. */
  public DataFolder folder() {
    return folder;
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code; 128 and the number of the signal if one ended it. Only when it has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Waits until it has ended; whether it did in this time. */
  boolean awaitEnd(Duration time) throws InterruptedException {
    return Signals.await(end, time);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }
}
