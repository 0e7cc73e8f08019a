package dev.amends.bench;

import dev.amends.bench.engine.EngineCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program behind {@code ./bench}. */
@Command(
    name = "./bench",
    description = "Measures Amends on a real PostgreSQL with fsync on.",
    subcommands = {EngineCommand.class, HelpCommand.class},
    footer = {
      "",
      "AMENDS_DB_URL (with AMENDS_DB_USER and AMENDS_DB_PASSWORD) points to a PostgreSQL that is",
      "there already; its database is filled with tables of Amends. Without it, one from Maven",
      "is started with fsync on."
    })
public final class Bench {
  private static final String LOG_CONFIGURATION = "logback.configurationFile";

  private Bench() {}

  /** Runs a measurement; exits with 0, 1 after a failure, or 2 when the command line is wrong. */
  public static void main(String[] arguments) {
    System.setProperty(LOG_CONFIGURATION, "amends-bench-logback.xml");
    int code =
        new CommandLine(new Bench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments.length == 0 ? new String[] {"help"} : arguments);
    System.exit(code);
  }
}
