package dev.amends.systems.launcher;

import dev.amends.systems.launcher.build.Programs;
import dev.amends.systems.launcher.folder.LogFile;
import dev.amends.systems.launcher.plan.Plan;
import dev.amends.systems.launcher.port.Port;
import dev.amends.systems.launcher.port.Ports;
import dev.amends.systems.launcher.process.Child;
import dev.amends.systems.launcher.process.Children;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.report.Terminal;
import dev.amends.systems.launcher.system.Systems;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From the first check to the last process's end. Owned by one thread; interrupting it stops
 * everything.
 */
final class Session {
  private static final Duration PROBE_EVERY = Duration.ofMillis(200);
  private static final Duration WAIT = Duration.ofMinutes(1);
  private static final int SIGNALS = 128;
  private static final int ALL_GONE = 1;
  private static final int LINES_OF_A_FAILURE = 20;
  private static final int MAX_LINE = 400;

  private final Terminal terminal;
  private final Programs programs;
  private final Databases databases;
  private final Children children;
  private final List<StartedSystem> starting = new ArrayList<>();
  private Optional<LandingPage> served = Optional.empty();

  Session(Terminal terminal, Programs programs, Path postgresCache) {
    this.terminal = terminal;
    this.programs = programs;
    this.children = new Children(terminal);
    this.databases = new Databases(terminal, children, postgresCache);
  }

  /**
   * Runs until all processes have ended.
   *
   * @param page a page to serve for all systems together, and on which port
   * @return the exit code
   * @throws InterruptedException when asked to stop; everything is stopped then
   */
  int run(List<Plan> plans, Optional<Port> page, Systems systems) throws InterruptedException {
    try {
      check(plans, page);
      programs.build(
          plans.stream().flatMap(p -> p.modules().stream()).distinct().toList(), terminal);
      served = page.map(port -> LandingPage.start(port, systems));
      start(plans);
      watch(page);
      terminal.error("Everything has ended.");
      return ALL_GONE;
    } finally {
      boolean interrupted = Thread.interrupted(); // Stopping takes the time it needs.
      stop();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void check(List<Plan> plans, Optional<Port> page) throws InterruptedException {
    for (Plan plan : plans) {
      if (plan.fresh()) {
        plan.folder().checkMayBeEmptied();
      }
      databases.claim(plan);
    }
    List<Port> ports = new ArrayList<>(plans.stream().flatMap(p -> p.ports().stream()).toList());
    page.ifPresent(ports::add);
    Ports.checkFree(ports);
    databases.checkClaimed();
  }

  private void start(List<Plan> plans) throws InterruptedException {
    for (Plan plan : plans) {
      if (plan.fresh()) {
        plan.folder().empty();
      }
      plan.simulators(programs).forEach(command -> children.start(command, plan.folder()));
      databases.start(plan);
      plan.services(programs).forEach(command -> children.start(command, plan.folder()));
    }
    HttpClient client = Readiness.client();
    plans.forEach(plan -> starting.add(new StartedSystem(plan, client)));
  }

  private void watch(Optional<Port> page) throws InterruptedException {
    while (!children.isEmpty()) {
      Child ended = children.nextEnded(starting.isEmpty() ? WAIT : PROBE_EVERY);
      if (ended != null) {
        tell(ended);
      }
      if (!starting.isEmpty()) {
        announce(page);
      }
    }
  }

  private void announce(Optional<Port> page) throws InterruptedException {
    for (StartedSystem system : List.copyOf(starting)) {
      if (system.announce(terminal)) {
        starting.remove(system);
      }
    }
    if (starting.isEmpty()) {
      page.ifPresent(port -> terminal.ready("all", "http://localhost:" + port.number()));
    }
  }

  /** A process that gives up while its system starts ends the start; one that is killed doesn't. */
  private void tell(Child ended) {
    databases.release(ended); // Before anybody reads that it has ended and starts another one.
    ended.names().forEach(name -> terminal.exited(name, ended.exitCode()));
    boolean isStarting = starting.stream().anyMatch(system -> system.lives(ended.folder()));
    if (isStarting && ended.exitCode() < SIGNALS) {
      tellWhy(ended);
      throw LauncherException.refused(
          ended.names().get(0) + " could not start: everything is stopped.");
    }
  }

  private void tellWhy(Child ended) {
    for (String name : ended.names()) {
      Path log = ended.folder().log(name);
      try {
        terminal.error("The end of " + log + ":");
        LogFile.tail(log, LINES_OF_A_FAILURE).forEach(line -> terminal.error(cut(line)));
      } catch (IOException e) {
        terminal.error("It cannot be read: " + e);
      }
    }
  }

  private static String cut(String line) {
    return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + " …";
  }

  private void stop() throws InterruptedException {
    served.ifPresent(LandingPage::close);
    children.stop();
    databases.close();
  }
}
