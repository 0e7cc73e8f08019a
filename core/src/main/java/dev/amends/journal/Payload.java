package dev.amends.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that a codec wrote: an input or a result, kept as they are. */
public final class Payload {
  /** Nothing at all, for steps without a result worth storing. */
  public static final Payload EMPTY = new Payload(new byte[0]);

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over the array; it must not be changed afterwards. */
  public static Payload of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Payload(bytes);
  }

  /** The bytes; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** The bytes read as UTF-8, for screens and logs. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Payload[" + bytes.length + " bytes]";
  }
}
