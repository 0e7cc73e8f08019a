package dev.amends.systems.launcher.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8. A line of more than {@value #MAX_BYTES} bytes is cut into several. */
final class LineInput implements AutoCloseable {
  static final int MAX_BYTES = 64 * 1024;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineInput(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next line; null at the end. */
  @Nullable String next() throws IOException {
    line.reset();
    int octet = in.read();
    if (octet < 0) {
      return null;
    }
    while (octet >= 0 && octet != '\n' && line.size() < MAX_BYTES) {
      if (octet != '\r') {
        line.write(octet);
      }
      octet = in.read();
    }
    if (octet >= 0 && octet != '\n') {
      line.write(octet);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
