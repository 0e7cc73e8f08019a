package dev.amends.bench.engine;

import dev.amends.bench.database.Server;
import dev.amends.bench.measure.Figures;
import dev.amends.bench.measure.Selection;
import dev.amends.bench.measure.Series;
import dev.amends.bench.measure.Table;
import dev.amends.bench.measure.Window;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./bench engine}. */
@Command(
    name = "engine",
    description = "Sagas of five steps through the engine.",
    mixinStandardHelpOptions = true)
public final class EngineCommand implements Callable<Integer> {
  private static final PrintStream OUT = System.out;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Option(
      names = "--first",
      description =
          "Seconds under several loads before anything is measured, in which the JVM compiles what"
              + " is used most. Default 60.")
  private double first = 60;

  @Mixin private Series series = new Series();

  @Mixin private Selection selection = new Selection();

  @Override
  public Integer call() throws Exception {
    Map<Case, Figures> seen = new LinkedHashMap<>();
    try (Server server = Server.open()) {
      OUT.println(server.description());
      OUT.println("JDK " + Runtime.version());
      OUT.println();
      warmUp(server);
      OUT.println(Table.HEAD);
      for (Case load : Cases.ALL) {
        if (selection.has(load.name())) {
          Figures figures = measure(server, load);
          seen.put(load, figures);
          OUT.println(Table.row(load.name(), figures));
        }
      }
    }
    if (json) {
      OUT.println(EngineJson.of(seen));
    }
    return 0;
  }

  private void warmUp(Server server) throws Exception {
    for (Case load : Cases.FIRST) {
      try (EngineLoad running = EngineLoad.begin(server, load)) {
        Figures unused = Window.watch(server, running.progress(), first / Cases.FIRST.size());
        running.finish();
      }
    }
  }

  private Figures measure(Server server, Case load) throws Exception {
    try (EngineLoad running = EngineLoad.begin(server, load)) {
      double before = load.surroundings().before().toSeconds();
      if (before > 0) {
        Figures unused = Window.watch(server, running.progress(), before);
      }
      Figures figures = series.watch(server, running.progress());
      running.finish();
      return figures;
    }
  }
}
