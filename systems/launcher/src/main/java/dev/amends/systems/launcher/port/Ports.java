package dev.amends.systems.launcher.port;

import dev.amends.systems.launcher.report.LauncherException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Checks that ports are free, before anything is started. */
public final class Ports {
  private Ports() {}

  /**
   * Refuses the start if one of them is in use.
   *
   * @throws LauncherException which names all that are in use, in one line
   */
  public static void checkFree(Collection<Port> ports) {
    List<Port> used = ports.stream().filter(port -> !port.isFree()).toList();
    if (!used.isEmpty()) {
      throw LauncherException.refused(
          used.stream().map(Ports::describe).collect(Collectors.joining(", "))
              + ". End what uses "
              + (used.size() == 1 ? "it" : "them")
              + " (perhaps an earlier ./run) and start again.");
    }
  }

  private static String describe(Port port) {
    String owner =
        PortOwner.find(port.number())
            .map(process -> " by process " + process.pid() + name(process))
            .orElse("");
    return "Port " + port.number() + " of " + port.user() + " is in use" + owner;
  }

  private static String name(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> " (" + Path.of(command).getFileName() + ")")
        .orElse("");
  }
}
