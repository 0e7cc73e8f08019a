package dev.amends.systems.launcher.system;

import java.util.List;
import java.util.Optional;

/**
 * A Spring Boot service of a system.
 *
 * @param name what it is called on the command line, in pid files and logs
 * @param port its HTTP port; further instances stand on port + 100, + 200 …
 * @param program what is started
 * @param arguments its own, beside port and database; {@code {data}} stands for the data folder
 * @param database where it keeps its data without a database server; empty if it keeps none
 */
public record ServiceDescription(
    String name,
    int port,
    Program program,
    List<String> arguments,
    Optional<FileDatabase> database) {

  public ServiceDescription {
    arguments = List.copyOf(arguments);
  }
}
