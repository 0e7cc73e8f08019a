package dev.amends.systems.launcher.folder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The output of a process. When it has grown to {@value #MAX_BYTES} bytes it is put aside as {@code
 * <name>.log.1}, of which one is kept. Owned by one thread.
 */
public final class LogFile implements AutoCloseable {
  static final long MAX_BYTES = 50L * 1024 * 1024;

  private final Path path;
  private final long maxBytes;
  private OutputStream out;
  private long size;

  private LogFile(Path path, long maxBytes) throws IOException {
    this.path = path;
    this.maxBytes = maxBytes;
    this.out = open(path);
    this.size = Files.size(path);
  }

  /** Goes on with the file, or begins it. */
  public static LogFile append(Path path) throws IOException {
    return new LogFile(path, MAX_BYTES);
  }

  static LogFile append(Path path, long maxBytes) throws IOException {
    return new LogFile(path, maxBytes);
  }

  /** Adds a line; it is in the file when this returns. */
  public void line(String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (size > 0 && size + bytes.length > maxBytes) {
      putAside();
    }
    out.write(bytes);
    size += bytes.length;
  }

  private void putAside() throws IOException {
    out.close();
    Path aside = path.resolveSibling(path.getFileName() + ".1");
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    out = open(path);
    size = 0;
  }

  /** The last lines of a log, oldest first. */
  public static List<String> tail(Path path, int count) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    try (var lines = Files.lines(path)) {
      lines.forEach(
          line -> {
            if (last.size() == count) {
              last.removeFirst();
            }
            last.addLast(line);
          });
    }
    return List.copyOf(last);
  }

  private static OutputStream open(Path path) throws IOException {
    return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
