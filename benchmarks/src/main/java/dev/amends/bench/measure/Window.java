package dev.amends.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import dev.amends.bench.database.Server;
import dev.amends.bench.database.ServerCounts;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A stretch of time in which a load is watched. */
public final class Window {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Server server;
  private final Progress progress;
  private final ServerCounts serverBefore;
  private final long doneBefore;
  private final long cpuBefore;
  private final long begun;

  private Window(Server server, Progress progress) throws SQLException {
    this.server = server;
    this.progress = progress;
    progress.forgetTimes();
    this.serverBefore = server.counts();
    this.cpuBefore = SYSTEM.getProcessCpuTime();
    this.doneBefore = progress.done();
    this.begun = System.nanoTime();
  }

  /** Watches for so long, and on until a unit has come to its end. */
  public static Figures watch(Server server, Progress progress, double seconds)
      throws SQLException, InterruptedException {
    Window window = new Window(server, progress);
    TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9));
    window.awaitOne();
    return window.figures();
  }

  private void awaitOne() throws InterruptedException {
    while (progress.done() == doneBefore) {
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new IllegalStateException("Nothing has come to its end for a minute");
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** What there was to see until now. */
  private Figures figures() throws SQLException {
    double seconds = (System.nanoTime() - begun) / 1e9;
    double done = progress.done() - doneBefore;
    double cpu = SYSTEM.getProcessCpuTime() - cpuBefore;
    ServerCounts counts = server.counts().since(serverBefore);
    Histogram times = progress.times();
    return new Figures(
        done / seconds,
        times.getValueAtPercentile(50) / 1e6,
        times.getValueAtPercentile(99) / 1e6,
        counts.commits() / done,
        counts.walBytes() / done,
        cpu / 1e6 / done,
        counts.cpuNanos() / 1e6 / done);
  }
}
