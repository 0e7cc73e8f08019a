package dev.amends.systems.launcher.process;

import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.report.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The processes of this launcher. Owned by one thread. */
public final class Children {
  private static final Duration AFTER_KILL = Duration.ofSeconds(5);

  private final Terminal terminal;
  private final List<Child> all = new ArrayList<>();
  private final BlockingQueue<Child> ended = new LinkedBlockingQueue<>();

  public Children(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Starts one more. */
  public void start(ChildCommand command, DataFolder folder) {
    all.add(Child.start(command, folder, terminal, ended::add));
  }

  /** Waits for the end of one; null if none ended in this time. Each is told once. */
  public @Nullable Child nextEnded(Duration time) throws InterruptedException {
    Child child = ended.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    if (child != null) {
      all.remove(child);
    }
    return child;
  }

  /** Whether all ends have been told. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Stops all: services first, together, then what they need. What does not end is killed. */
  public void stop() throws InterruptedException {
    Role[] roles = Role.values();
    for (int i = roles.length - 1; i >= 0; i--) {
      stop(roles[i]);
    }
  }

  private void stop(Role role) throws InterruptedException {
    List<Child> children = all.stream().filter(child -> child.role() == role).toList();
    for (Child child : children) {
      ask(child);
    }
    long deadline = System.nanoTime() + role.grace().toNanos();
    for (Child child : children) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (!child.awaitEnd(left)) {
        terminal.error(
            child.names().get(0) + " did not end in " + role.grace().toSeconds() + " s: killed.");
        Signals.kill(child.handle());
        child.awaitEnd(AFTER_KILL);
      }
    }
  }

  private void ask(Child child) throws InterruptedException {
    try {
      Signals.send(child.handle(), child.role().signal());
    } catch (IOException e) {
      terminal.error(child.names().get(0) + " cannot be asked to end: " + e);
      Signals.kill(child.handle());
    }
  }
}
