package dev.amends.systems.launcher.process;

import dev.amends.systems.launcher.host.HostOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a child process is started.
 *
 * @param role what it is for
 * @param names what runs in it: of these there are pid files, logs and exit lines; at least one
 * @param command the program and its arguments, which everybody on the machine may read
 * @param environment variables beside the launcher's own
 * @param order what to tell it on its standard input; empty if it isn't one of our hosts
 */
public record ChildCommand(
    Role role,
    List<String> names,
    List<String> command,
    Map<String, String> environment,
    Optional<HostOrder> order) {

  public ChildCommand {
    names = List.copyOf(names);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("A child process has a name.");
    }
  }

  /** The name of what nobody else in the process wrote. */
  String firstName() {
    return names.get(0);
  }
}
