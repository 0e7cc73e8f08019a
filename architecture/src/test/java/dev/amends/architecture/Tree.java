package dev.amends.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository, read as text. */
final class Tree {
  /** The root; tests run in their module's folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Tree() {}

  /** All Java sources of tests, and of the test kit, whose contracts are tests too. */
  static List<Path> tests() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target"))
          .filter(file -> hasTests(ROOT.relativize(file).toString()))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean hasTests(String path) {
    return path.contains("/src/test/") || path.startsWith("testkit/src/main/");
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Writes a page of the documentation if it is asked for. */
  static void write(Path page, String text) throws IOException {
    if (Boolean.getBoolean("amends.docs.write")) {
      Files.writeString(page, text);
    }
  }

  /** A link to a file, for a page in {@code docs}. */
  static String link(String label, Path file) {
    String path = ROOT.relativize(file).toString();
    return "[%s](../%s)".formatted(label, path);
  }
}
