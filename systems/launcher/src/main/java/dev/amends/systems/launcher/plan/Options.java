package dev.amends.systems.launcher.plan;

import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.system.ServerDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param processes one JVM per service
 * @param database the database server to use; empty for files
 * @param data the data folder; empty for the default
 * @param fresh empty the data folder first
 * @param instances how many instances of a service, by its name
 * @param only the one thing to start, whatever the other options would start besides; empty for the
 *     whole system
 * @param properties for the services, as {@code --name=value}
 */
public record Options(
    boolean processes,
    Optional<ServerDatabase> database,
    Optional<Path> data,
    boolean fresh,
    Map<String, Integer> instances,
    Optional<String> only,
    List<String> properties) {

  public Options {
    instances = Map.copyOf(instances);
    properties = List.copyOf(properties);
    for (String property : properties) {
      checkProperty(property);
    }
    if (only.isPresent() && fresh) {
      throw LauncherException.usage(
          "--fresh would take away the data of the running system: leave it out with --only.");
    }
  }

  private static void checkProperty(String property) {
    if (!property.matches("--[^=\\s]+(=.*)?")) {
      throw LauncherException.usage(
          "After -- stand properties such as --a.name=value, not " + property + ".");
    }
    if (nameOf(property).equals("server.port")) {
      throw LauncherException.usage("The ports are fixed: --server.port cannot be given.");
    }
  }

  static String nameOf(String property) {
    int end = property.indexOf('=');
    return property.substring(2, end < 0 ? property.length() : end);
  }
}
