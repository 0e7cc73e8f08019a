package dev.amends.systems.launcher;

import dev.amends.systems.launcher.plan.Options;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.system.SystemDescription;
import dev.amends.systems.launcher.system.Systems;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What a command line asks for.
 *
 * @param system the system; empty for all
 * @param options how
 */
record Request(Optional<SystemDescription> system, Options options) {
  private static final String END_OF_OPTIONS = "--";

  /**
   * Reads a command line.
   *
   * @return empty if it asks for help only, see {@link #help}
   * @throws LauncherException if it can't be understood
   */
  static Optional<Request> parse(List<String> arguments, Systems systems) {
    int end = arguments.indexOf(END_OF_OPTIONS);
    List<String> own = end < 0 ? arguments : arguments.subList(0, end);
    List<String> properties = end < 0 ? List.of() : arguments.subList(end + 1, arguments.size());
    RunCommand command = new RunCommand();
    try {
      new CommandLine(command).parseArgs(own.toArray(String[]::new));
    } catch (ParameterException e) {
      throw LauncherException.usage(e.getMessage() + " (./run --help lists the options)");
    }
    if (command.help()) {
      return Optional.empty();
    }
    Request request =
        new Request(command.system().map(name -> find(name, systems)), command.options(properties));
    request.check();
    return Optional.of(request);
  }

  private static SystemDescription find(String name, Systems systems) {
    return systems
        .find(name)
        .orElseThrow(
            () ->
                LauncherException.usage(
                    "There is no system " + name + ", but " + systems.names() + "."));
  }

  private void check() {
    if (system.isEmpty() && (options.only().isPresent() || !options.instances().isEmpty())) {
      throw LauncherException.usage(
          "--only and --instances need a system: ./run SYSTEM --only SERVICE.");
    }
  }

  /** The text of {@code --help}. */
  static String help(Systems systems) {
    StringBuilder text = new StringBuilder(new CommandLine(new RunCommand()).getUsageMessage());
    text.append("\nSystems:\n");
    for (SystemDescription system : systems.all()) {
      text.append("  %-16s%s, %s%n".formatted(system.name(), system.title(), system.url()));
    }
    return text.append(EXAMPLES).toString();
  }

  private static final String EXAMPLES =
      """

      Environment:
        AMENDS_DB_URL, AMENDS_DB_USER, AMENDS_DB_PASSWORD   a database that runs already (JDBC URL)
        MATTERMOST_URL, MATTERMOST_TOKEN                    a real Mattermost: no simulator is started
        AMENDS_CONSOLE_PASSWORD                             of the user "operator" in /amends

      Examples:
        ./run provisioning
        ./run provisioning --fresh -- --provisioning.signup.patience=5s
        ./run provisioning --db postgres --processes --instances provisioning=2
        ./run provisioning --db postgres --only provisioning-2
      """;
}
