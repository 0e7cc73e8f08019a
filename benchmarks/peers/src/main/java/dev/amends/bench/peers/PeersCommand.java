package dev.amends.bench.peers;

import dev.amends.bench.Bench;
import dev.amends.bench.database.Server;
import dev.amends.bench.measure.Selection;
import dev.amends.bench.measure.Series;
import dev.amends.bench.peers.report.Page;
import dev.amends.bench.peers.report.Picture;
import dev.amends.bench.peers.report.Row;
import dev.amends.bench.peers.report.Rows;
import dev.amends.bench.peers.report.RowsJson;
import dev.amends.bench.peers.report.RowsTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./bench peers}. */
@Command(name = "peers", description = Bench.PEERS, mixinStandardHelpOptions = true)
final class PeersCommand implements Callable<Integer> {
  private static final PrintStream OUT = System.out;
  private static final Logger LOG = LoggerFactory.getLogger(PeersCommand.class);
  private static final String HOME = "amends.home";

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Option(names = "--docs", description = "Write docs/performance/peers.md and peers.svg.")
  private boolean docs;

  @Mixin private Series series = new Series();

  @Mixin private Selection selection = new Selection();

  @Override
  public Integer call() throws Exception {
    if (docs && !selection.everything()) {
      throw new IllegalArgumentException("--docs is about all of them: leave out --only");
    }
    List<Row> measured = new ArrayList<>();
    List<Contestant> chosen = chosen();
    List<String> machine;
    try (Server server = Server.open()) {
      machine = machine(server);
      machine.forEach(OUT::println);
      OUT.println();
      OUT.println(RowsTable.HEAD);
      measure(new Measurement(server, series), chosen, measured);
    }
    Rows rows = new Rows(measured);
    boolean complete = measured.size() == chosen.size();
    if (docs && complete) {
      write(rows, machine);
    }
    if (json) {
      OUT.println(RowsJson.of(rows));
    }
    return complete ? 0 : 1;
  }

  private List<Contestant> chosen() {
    return Stream.concat(SagaContestants.ALL.stream(), OneStepContestants.ALL.stream())
        .filter(each -> selection.has(each.entrant().name()))
        .toList();
  }

  /** One that fails is told of and has no row; the others go on. */
  private static void measure(Measurement measurement, List<Contestant> chosen, List<Row> measured)
      throws SQLException {
    for (Contestant each : chosen) {
      try {
        Row row = measurement.of(each);
        measured.add(row);
        OUT.println(RowsTable.row(row));
      } catch (Exception | LinkageError failed) {
        LOG.error("{} failed", each.entrant().name(), failed);
      }
    }
    measurement.empty();
  }

  private List<String> machine(Server server) throws SQLException {
    return List.of(
        server.description(),
        "JDK %s, %d processors"
            .formatted(Runtime.version(), Runtime.getRuntime().availableProcessors()),
        series.description());
  }

  private static void write(Rows rows, List<String> machine) throws IOException {
    Path folder = Path.of(System.getProperty(HOME, "."), "docs", "performance");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("peers.md"), Page.of(rows, machine));
    Files.writeString(folder.resolve("peers.svg"), Picture.of(rows));
  }
}
