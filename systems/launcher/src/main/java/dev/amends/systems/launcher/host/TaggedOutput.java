package dev.amends.systems.launcher.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The output of several programs in one process. Each line begins with the name of its program
 * between two marks. A thread belongs to the program that its creator belonged to; what a thread of
 * nobody writes has no name.
 */
public final class TaggedOutput extends OutputStream {
  /** Stands before and after the name: a separator of units that no log line begins with. */
  public static final char MARK = '\u001f';

  private static final InheritableThreadLocal<String> NAME = new InheritableThreadLocal<>();
  private static final int MAX_LINE = 64 * 1024;

  private final OutputStream target;

  /** Unfinished lines by name; guarded by this. */
  private final Map<String, ByteArrayOutputStream> lines = new HashMap<>();

  TaggedOutput(OutputStream target) {
    this.target = target;
  }

  /** From now on, this thread and those that it makes write under that name. */
  static void enter(String name) {
    NAME.set(name);
  }

  @Override
  public synchronized void write(int octet) throws IOException {
    String name = name();
    ByteArrayOutputStream line = lines.computeIfAbsent(name, n -> new ByteArrayOutputStream());
    if (octet != '\n') {
      line.write(octet);
    }
    if (octet == '\n' || line.size() >= MAX_LINE) {
      send(name, line);
    }
  }

  @Override
  public synchronized void write(byte[] octets, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(octets[i]);
    }
  }

  /** Sends unfinished lines too. Lines that are finished have been sent already. */
  @Override
  public synchronized void close() {
    lines.forEach(
        (name, line) -> {
          if (line.size() > 0) {
            try {
              send(name, line);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }

  private void send(String name, ByteArrayOutputStream line) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(line.size() + name.length() + 3);
    if (!name.isEmpty()) {
      whole.write((MARK + name + MARK).getBytes(StandardCharsets.UTF_8));
    }
    line.writeTo(whole);
    whole.write('\n');
    line.reset();
    target.write(whole.toByteArray());
    target.flush();
  }

  private static String name() {
    String name = NAME.get();
    return name == null ? "" : name;
  }
}
