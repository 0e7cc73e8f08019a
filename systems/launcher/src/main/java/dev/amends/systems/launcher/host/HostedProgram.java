package dev.amends.systems.launcher.host;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that a host runs.
 *
 * @param name what it is called in output
 * @param mainClass the class with {@code main}
 * @param classPath where its classes are
 * @param arguments what {@code main} gets
 */
public record HostedProgram(
    String name, String mainClass, List<Path> classPath, List<String> arguments) {

  public HostedProgram {
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
  }
}
