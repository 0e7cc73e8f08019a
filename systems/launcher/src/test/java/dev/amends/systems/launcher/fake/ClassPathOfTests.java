package dev.amends.systems.launcher.fake;

import dev.amends.systems.launcher.build.Programs;
import dev.amends.systems.launcher.report.Terminal;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The classes that the tests run with, built already. */
public final class ClassPathOfTests implements Programs {
  @Override
  public void build(Collection<String> modules, Terminal terminal) {}

  @Override
  public List<Path> classPath(String module) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }
}
