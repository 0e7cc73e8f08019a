package dev.amends.bench.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processor time of a server's processes, as Linux counts it. */
final class ServerCpu {
  private static final long NANOS_A_TICK = 10_000_000;

  private ServerCpu() {}

  /** That of the server with this data folder; 0 when it runs on another machine. */
  static long nanos(Path data) {
    Path pid = data.resolve("postmaster.pid");
    try (Stream<String> lines = Files.lines(pid)) {
      long server = Long.parseLong(lines.findFirst().orElseThrow().strip());
      return ProcessHandle.of(server)
          .map(
              postmaster ->
                  Stream.concat(Stream.of(postmaster), postmaster.descendants())
                      .mapToLong(ServerCpu::ofProcess)
                      .sum())
          .orElse(0L);
    } catch (IOException elsewhere) {
      return 0;
    }
  }

  /** Its own time and that of its children that have ended. */
  private static long ofProcess(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = 11; i <= 14; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks * NANOS_A_TICK;
    } catch (IOException gone) {
      return 0;
    }
  }
}
