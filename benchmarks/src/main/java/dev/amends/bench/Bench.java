package dev.amends.bench;

import dev.amends.bench.engine.EngineCommand;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program behind {@code ./bench}. */
@Command(
    name = "./bench",
    description = "Measures Amends on a real PostgreSQL with fsync on.",
    subcommands = EngineCommand.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "AMENDS_DB_URL (with AMENDS_DB_USER and AMENDS_DB_PASSWORD) points to a",
      "PostgreSQL that is there already; its database is emptied before each load.",
      "Without it, one from Maven is started with fsync on."
    })
public final class Bench {
  /** What the command {@code peers} says of itself. */
  public static final String PEERS = "The same work through Amends and through others, in one run.";

  private static final String LOG_CONFIGURATION = "logback.configurationFile";

  private Bench() {}

  /** Runs a measurement; exits with 0, 1 after a failure, or 2 when the command line is wrong. */
  public static void main(String[] arguments) {
    run(PeersElsewhere::new, arguments);
  }

  /** The same with the command {@code peers}, whose class path is another one. */
  public static void run(Supplier<Callable<Integer>> peers, String... arguments) {
    System.setProperty(LOG_CONFIGURATION, "amends-bench-logback.xml");
    int code =
        new CommandLine(new Bench())
            .addSubcommand(peers.get())
            .addSubcommand(new HelpCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments.length == 0 ? new String[] {"help"} : arguments);
    System.exit(code);
  }
}
