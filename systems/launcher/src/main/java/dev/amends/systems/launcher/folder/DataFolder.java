package dev.amends.systems.launcher.folder;

import dev.amends.systems.launcher.report.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder in which a system keeps all that survives a restart.
 *
 * <p>A folder that was empty, or not there, is marked as the launcher's own at the first start.
 * Only such a folder is ever emptied: a folder with files of somebody else can be used, but has no
 * mark.
 */
public final class DataFolder {
  static final String MARK = ".amends-data";
  private static final Set<String> KEPT_BY_FRESH = Set.of(MARK, FolderLock.SUFFIX);

  private final Path path;

  private DataFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder where it is missing.
   *
   * @throws LauncherException if it can't be made or written to
   */
  public static DataFolder open(Path given) {
    Path path = given.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      if (content(path).isEmpty()) {
        Files.writeString(path.resolve(MARK), "Made by ./run, which may empty it.\n");
      }
      Files.createDirectories(path.resolve("logs"));
      return new DataFolder(path);
    } catch (IOException e) {
      throw LauncherException.refused(
          "The data folder " + path + " cannot be used, choose another one with --data", e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** A file or folder in it. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** Where the process of that name writes its output. */
  public Path log(String name) {
    return path.resolve("logs").resolve(name + ".log");
  }

  /** The file with the process id of that name. */
  public PidFile pidFile(String name) {
    return new PidFile(path.resolve(name + ".pid"));
  }

  /**
   * Refuses to be emptied unless the launcher made it.
   *
   * @throws LauncherException if it has no mark
   */
  public void checkMayBeEmptied() {
    if (!Files.isRegularFile(path.resolve(MARK))) {
      throw LauncherException.refused(
          "--fresh would empty "
              + path
              + ", which ./run did not make (it has no file "
              + MARK
              + "): choose another folder with --data, or empty it yourself.");
    }
  }

  /** Deletes what is in it, but for its mark and its locks. */
  public void empty() {
    checkMayBeEmptied();
    try {
      for (Path entry : content(path)) {
        String name = entry.getFileName().toString();
        if (KEPT_BY_FRESH.stream().noneMatch(name::endsWith)) {
          FileTree.delete(entry);
        }
      }
      Files.createDirectories(path.resolve("logs"));
    } catch (IOException e) {
      throw LauncherException.refused("--fresh cannot empty " + path, e);
    }
  }

  private static List<Path> content(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
