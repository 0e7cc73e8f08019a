package dev.amends.bench.engine;

import com.zaxxer.hikari.HikariDataSource;
import dev.amends.bench.database.Server;
import dev.amends.bench.measure.Figures;
import dev.amends.bench.measure.Table;
import dev.amends.bench.measure.Window;
import dev.amends.jdbc.schema.Migrations;
import dev.amends.spi.EngineSettings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

  @Option(names = "--runs", description = "Windows of each load; the median counts. Default 3.")
  private int runs = 3;

  @Option(names = "--seconds", description = "Length of a window. Default 5.")
  private double seconds = 5;

  @Option(names = "--warm-up", description = "Seconds before the first window. Default 5.")
  private double warmUp = 5;

  @Option(
      names = "--only",
      description = "Only loads whose name has this in it; may be given several times.")
  private List<String> only = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Map<Case, Figures> seen = new LinkedHashMap<>();
    try (Server server = Server.open()) {
      OUT.println(server.description());
      OUT.println("JDK " + Runtime.version());
      OUT.println();
      OUT.println(Table.HEAD);
      for (Case load : Cases.ALL) {
        if (only.isEmpty() || only.stream().anyMatch(load.name()::contains)) {
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

  private Figures measure(Server server, Case load) throws Exception {
    server.empty();
    server.execute(Business.TABLE);
    try (HikariDataSource pool = server.pool(1)) {
      Migrations.run(pool);
    }
    server.execute(Business.TABLE);
    List<Node> nodes = new ArrayList<>();
    try {
      for (int i = 0; i < load.nodes(); i++) {
        nodes.add(new Node(server, "bench-" + i, load, EngineSettings.defaults()));
      }
      List<Figures> windows = new ArrayList<>();
      Load running = new Load(load, nodes);
      Figures unused = Window.watch(server, running.progress(), warmUp);
      for (int i = 0; i < runs; i++) {
        windows.add(Window.watch(server, running.progress(), seconds));
      }
      running.finish();
      return Figures.median(windows);
    } finally {
      nodes.forEach(Node::close);
    }
  }
}
