package dev.amends.journal;

import dev.amends.outcome.Failure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The field types that facts are made of. Counts are written in as few bytes as they need. */
final class FactFields {
  private FactFields() {}

  static void writeCount(DataOutputStream out, int value) throws IOException {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  static int readCount(DataInputStream in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new IOException("a count of more than five bytes");
  }

  static void writeId(DataOutputStream out, UUID id) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  static UUID readId(DataInputStream in) throws IOException {
    long high = in.readLong();
    return new UUID(high, in.readLong());
  }

  static void writeAddress(DataOutputStream out, SagaAddress address) throws IOException {
    out.writeLong(address.number());
    writeCount(out, address.bucket());
  }

  static SagaAddress readAddress(DataInputStream in) throws IOException {
    long number = in.readLong();
    return new SagaAddress(number, readCount(in));
  }

  static void writePayload(DataOutputStream out, Payload payload) throws IOException {
    writeCount(out, payload.size());
    out.write(payload.bytes());
  }

  static Payload readPayload(DataInputStream in) throws IOException {
    return Payload.of(readBytes(in));
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int size = readCount(in);
    if (size < 0 || size > in.available()) {
      throw new EOFException(size + " bytes announced, " + in.available() + " there");
    }
    return in.readNBytes(size);
  }

  static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      writeCount(out, 0);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeCount(out, bytes.length + 1);
    out.write(bytes);
  }

  static @Nullable String readOptionalText(DataInputStream in) throws IOException {
    int size = readCount(in);
    if (size == 0) {
      return null;
    }
    if (size < 0 || size - 1 > in.available()) {
      throw new EOFException(size + " bytes of text announced");
    }
    return new String(in.readNBytes(size - 1), StandardCharsets.UTF_8);
  }

  static String readText(DataInputStream in) throws IOException {
    String text = readOptionalText(in);
    if (text == null) {
      throw new IOException("a text that must be there is not");
    }
    return text;
  }

  static void writeTime(DataOutputStream out, @Nullable Instant time) throws IOException {
    out.writeLong(time == null ? Long.MIN_VALUE : micros(time));
  }

  static @Nullable Instant readOptionalTime(DataInputStream in) throws IOException {
    long micros = in.readLong();
    return micros == Long.MIN_VALUE ? null : ofMicros(micros);
  }

  static Instant readTime(DataInputStream in) throws IOException {
    Instant time = readOptionalTime(in);
    if (time == null) {
      throw new IOException("a time that must be there is not");
    }
    return time;
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  private static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  static void writeFailure(DataOutputStream out, @Nullable Failure failure) throws IOException {
    out.writeBoolean(failure != null);
    if (failure != null) {
      writeText(out, failure.code());
      writeText(out, failure.message());
      writeCount(out, failure.httpStatus());
      writeText(out, failure.remoteCode());
    }
  }

  static @Nullable Failure readOptionalFailure(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    return new Failure(readText(in), readText(in), readCount(in), readOptionalText(in));
  }

  static Failure readFailure(DataInputStream in) throws IOException {
    Failure failure = readOptionalFailure(in);
    if (failure == null) {
      throw new IOException("a failure that must be there is not");
    }
    return failure;
  }

  static void writeMap(DataOutputStream out, Map<String, String> map) throws IOException {
    writeCount(out, map.size());
    for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
      writeText(out, entry.getKey());
      writeText(out, entry.getValue());
    }
  }

  static Map<String, String> readMap(DataInputStream in) throws IOException {
    int size = readCount(in);
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(readText(in), readText(in));
    }
    return map;
  }
}
