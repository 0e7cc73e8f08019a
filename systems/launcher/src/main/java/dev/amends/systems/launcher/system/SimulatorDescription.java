package dev.amends.systems.launcher.system;

import java.util.List;
import java.util.Map;

/**
 * A stand-in for a server of somebody else. It runs in a process of its own, so that it outlives
 * the services and can be killed without them.
 *
 * @param name what it is called on the command line, in pid files and logs
 * @param port its HTTP port
 * @param program what is started
 * @param arguments its arguments; {@code {port}} and {@code {data}}, a folder of its own, are
 *     filled in
 * @param readyPath a path that answers 200 when it can be used
 * @param replacedBy the environment variable with the URL of a real server; if it is set, no
 *     simulator is started
 * @param environment what all processes of the system get beside that variable, where the user has
 *     not set it, so that they find this simulator
 */
public record SimulatorDescription(
    String name,
    int port,
    Program program,
    List<String> arguments,
    String readyPath,
    String replacedBy,
    Map<String, String> environment) {

  public SimulatorDescription {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** Where it is reached. */
  public String url() {
    return "http://localhost:" + port;
  }
}
