package dev.amends.systems.launcher.build;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Maven module of the checkout, and what its last build left.
 *
 * @param folder the folder with its {@code pom.xml}
 * @param buildFolder the name of the folder in it that the build writes to
 */
record BuiltModule(Path folder, String buildFolder) {
  private static final String CLASS_PATH = "classpath.txt";
  private static final String STAMP = "built-for-run";

  /** Its jar; empty if it isn't built. */
  Optional<Path> jar() throws IOException {
    if (!Files.isDirectory(target())) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(target())) {
      return files.filter(BuiltModule::isMainJar).findFirst();
    }
  }

  private static boolean isMainJar(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar")
        && !name.endsWith("-tests.jar")
        && !name.endsWith("-sources.jar")
        && !name.endsWith("-javadoc.jar");
  }

  /** The jars that it needs at run time; empty if it isn't built. */
  Optional<List<Path>> dependencies() throws IOException {
    Path file = target().resolve(CLASS_PATH);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<Path> jars = new ArrayList<>();
    for (String entry : Files.readString(file).strip().split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        jars.add(Path.of(entry));
      }
    }
    return Optional.of(List.copyOf(jars));
  }

  /** When its sources changed last. A deleted file counts: its folder has changed. */
  FileTime changed() throws IOException {
    FileTime newest = Files.getLastModifiedTime(folder.resolve("pom.xml"));
    Path sources = folder.resolve("src").resolve("main");
    if (Files.isDirectory(sources)) {
      try (Stream<Path> tree = Files.walk(sources)) {
        for (Path path : (Iterable<Path>) tree::iterator) {
          FileTime time = Files.getLastModifiedTime(path);
          newest = time.compareTo(newest) > 0 ? time : newest;
        }
      }
    }
    return newest;
  }

  /**
   * When it was built last, if it was. Maven leaves a jar as it is if the build gave the same
   * again, so the start of the last build that this launcher ran counts too.
   */
  Optional<FileTime> built() throws IOException {
    Optional<Path> jar = jar();
    if (jar.isEmpty()) {
      return Optional.empty();
    }
    FileTime time = Files.getLastModifiedTime(jar.get());
    try {
      FileTime stamp = Files.getLastModifiedTime(target().resolve(STAMP));
      return Optional.of(stamp.compareTo(time) > 0 ? stamp : time);
    } catch (NoSuchFileException e) {
      return Optional.of(time);
    }
  }

  /** Notes that a build which began then has ended well. */
  void stamp(FileTime begin) throws IOException {
    Path stamp = target().resolve(STAMP);
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, begin);
  }

  private Path target() {
    return folder.resolve(buildFolder);
  }
}
