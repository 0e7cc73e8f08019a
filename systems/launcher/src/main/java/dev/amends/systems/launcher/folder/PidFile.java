package dev.amends.systems.launcher.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file with the id of a running process, and nothing else. */
public final class PidFile {
  private final Path path;

  PidFile(Path path) {
    this.path = path;
  }

  /** Writes this id over whatever the file held. */
  public void write(long pid) {
    try {
      Files.writeString(path, pid + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("The pid file " + path + " cannot be written.", e);
    }
  }

  /** Deletes the file if it still names this process: another one may have taken the name. */
  public void remove(long pid) {
    try {
      if (read().filter(found -> found == pid).isPresent()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The pid file " + path + " cannot be deleted.", e);
    }
  }

  /** The id in the file; empty if there is none. */
  public Optional<Long> read() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    String text = Files.readString(path).strip();
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
