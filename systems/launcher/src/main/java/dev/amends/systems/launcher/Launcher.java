package dev.amends.systems.launcher;

import dev.amends.systems.launcher.build.Checkout;
import dev.amends.systems.launcher.build.Programs;
import dev.amends.systems.launcher.plan.Options;
import dev.amends.systems.launcher.plan.Plan;
import dev.amends.systems.launcher.plan.Surroundings;
import dev.amends.systems.launcher.port.Port;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.report.Terminal;
import dev.amends.systems.launcher.system.SystemDescription;
import dev.amends.systems.launcher.system.Systems;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program behind {@code ./run}.
 *
 * <p>Exit codes: 0 after help, Ctrl-C or SIGTERM; 1 if the start was refused or failed, or all
 * processes ended by themselves; 2 if the command line is wrong.
 */
public final class Launcher {
  private static final String LOG_CONFIGURATION = "logback.configurationFile";
  private static final Port PAGE = new Port(8080, "the page of links");

  private final Systems systems;
  private final Programs programs;
  private final Path data;
  private final Path postgresCache;
  private final Terminal terminal = new Terminal(System.out, System.err);

  /**
   * A launcher.
   *
   * @param systems what can be started
   * @param programs where the classes come from
   * @param data the folder of data folders that nobody chose
   * @param postgresCache where PostgreSQL is unpacked
   */
  public Launcher(Systems systems, Programs programs, Path data, Path postgresCache) {
    this.systems = systems;
    this.programs = programs;
    this.data = data;
    this.postgresCache = postgresCache;
  }

  /** The launcher of a checkout, whose root is the system property {@code amends.home}. */
  public static void main(String[] arguments) {
    // Before the first logger exists. Not a logback.xml, which would count for every service that
    // has this jar on its class path.
    System.setProperty(LOG_CONFIGURATION, "amends-launcher-logback.xml");
    Checkout checkout = new Checkout(Path.of(System.getProperty("amends.home", ".")));
    new Launcher(
            Systems.ofThisCheckout(),
            checkout,
            checkout.resolve("data"),
            checkout.resolve("systems/launcher/target/postgres"))
        .runAndExit(List.of(arguments), System.getenv());
  }

  /** Does what the command line asks for, and ends the JVM. */
  public void runAndExit(List<String> arguments, Map<String, String> environment) {
    StopSignal signal = StopSignal.interruptCurrentThread();
    int exit = LauncherException.REFUSED;
    try {
      exit = run(arguments, new Surroundings(environment));
    } catch (LauncherException e) {
      exit = e.exitCode();
      if (!signal.isReceived()) {
        terminal.error(String.valueOf(e.getMessage()));
      }
    } catch (UncheckedIOException e) {
      if (!signal.isReceived()) {
        terminal.error(e.getMessage() + " (" + e.getCause() + ")");
      }
    } catch (InterruptedException e) {
      terminal.say("Stopped.");
    } finally {
      signal.finished();
    }
    System.exit(exit);
  }

  private int run(List<String> arguments, Surroundings surroundings) throws InterruptedException {
    Optional<Request> request = Request.parse(arguments, systems);
    if (request.isEmpty()) {
      terminal.say(Request.help(systems).stripTrailing());
      return 0;
    }
    Optional<SystemDescription> chosen = request.get().system();
    List<Plan> plans =
        chosen.map(List::of).orElse(systems.all()).stream()
            .map(system -> plan(system, request.get(), surroundings))
            .toList();
    Optional<Port> page = chosen.isPresent() ? Optional.empty() : Optional.of(PAGE);
    return new Session(terminal, programs, postgresCache).run(plans, page, systems);
  }

  private Plan plan(SystemDescription system, Request request, Surroundings surroundings) {
    Options options = request.options();
    Path folder =
        options
            .data()
            .map(given -> request.system().isPresent() ? given : given.resolve(system.name()))
            .orElse(data.resolve(system.name()));
    return Plan.make(system, options, surroundings, folder);
  }
}
