package dev.amends.journal;

import dev.amends.error.PayloadUnreadableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored form of the facts of one entry: a format number, then each fact as its code and its
 * fields. Codes and field orders never change; a new field gets a new code. User payloads stand
 * inside as they are.
 */
public final class FactCodec {
  private static final int FORMAT = 1;
  private static final int MAX_FACTS = 10_000;

  private FactCodec() {}

  /** Writes the facts of one entry. */
  public static byte[] encode(List<Fact> facts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      FactFields.writeCount(out, facts.size());
      for (Fact fact : facts) {
        FactWriter.write(out, fact);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads the facts of one entry.
   *
   * @throws PayloadUnreadableException if the bytes are of no known form
   */
  public static List<Fact> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IOException("format " + format);
      }
      int count = FactFields.readCount(in);
      if (count > MAX_FACTS) {
        throw new IOException(count + " facts");
      }
      List<Fact> facts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        facts.add(FactReader.read(in));
      }
      return facts;
    } catch (IOException | RuntimeException unreadable) {
      throw new PayloadUnreadableException(
          "A journal entry of %d bytes is of no form that this version knows (%s). Run a version that wrote it, or a newer one."
              .formatted(bytes.length, unreadable.getMessage()),
          unreadable);
    }
  }
}
