package dev.amends.systems.launcher;

import dev.amends.systems.launcher.plan.Options;
import dev.amends.systems.launcher.system.ServerDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line, as picocli fills it in. */
@Command(
    name = "./run",
    sortOptions = false,
    sortSynopsis = false,
    customSynopsis = "./run [SYSTEM] [OPTIONS] [-- PROPERTIES]",
    headerHeading = "Starts a system, or all of them, in the foreground. Ctrl-C stops it.%n%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n")
final class RunCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "SYSTEM",
      description = "The system. Without it, all are started, with a page of links.")
  private @Nullable String system;

  @Option(
      names = "--processes",
      description = "One JVM per service. Process ids are in the data folder, as <service>.pid.")
  private boolean processes;

  @Option(
      names = "--db",
      paramLabel = "postgres|mariadb",
      converter = DatabaseConverter.class,
      description = "A real database server, unpacked and started here, instead of files.")
  private @Nullable ServerDatabase database;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder, which survives a restart. Default: data/SYSTEM.")
  private @Nullable Path data;

  @Option(names = "--fresh", description = "Empty the data folder first.")
  private boolean fresh;

  @Option(
      names = "--instances",
      paramLabel = "SERVICE=N",
      split = ",",
      description =
          "N processes of a service, each 100 ports above the one before. Needs --db postgres.")
  private Map<String, Integer> instances = new LinkedHashMap<>();

  @Option(
      names = "--only",
      paramLabel = "SERVICE",
      description =
          "Start one service, SERVICE-2 and so on for a further instance, or postgres or"
              + " simulator, again beside a running system. Give the same --data and --db.")
  private @Nullable String only;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this.")
  private boolean help;

  boolean help() {
    return help;
  }

  Optional<String> system() {
    return Optional.ofNullable(system);
  }

  Options options(List<String> properties) {
    return new Options(
        processes,
        Optional.ofNullable(database),
        Optional.ofNullable(data),
        fresh,
        instances,
        Optional.ofNullable(only),
        properties);
  }
}
