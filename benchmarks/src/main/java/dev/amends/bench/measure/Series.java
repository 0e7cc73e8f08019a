package dev.amends.bench.measure;

import dev.amends.bench.database.Server;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Windows one after the other, as the command line asks for them. */
public final class Series {
  @Option(names = "--runs", description = "Windows of each load; the median counts. Default 3.")
  private int runs = 3;

  @Option(names = "--seconds", description = "Length of a window. Default 5.")
  private double seconds = 5;

  @Option(names = "--warm-up", description = "Seconds before the first window. Default 5.")
  private double warmUp = 5;

  /** Watches a load that runs. */
  public Figures watch(Server server, Progress progress) throws SQLException, InterruptedException {
    List<Figures> windows = new ArrayList<>();
    Figures unused = Window.watch(server, progress, warmUp);
    for (int i = 0; i < runs; i++) {
      windows.add(Window.watch(server, progress, seconds));
    }
    return Figures.median(windows);
  }

  /** What it does, for the report. */
  public String description() {
    return "median of %d windows of %.0f s after %.0f s".formatted(runs, seconds, warmUp);
  }
}
