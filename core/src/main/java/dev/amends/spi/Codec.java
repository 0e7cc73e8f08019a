package dev.amends.spi;

import dev.amends.action.ResultType;
import dev.amends.journal.Payload;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes and reads inputs, results and outputs. Called from many threads. */
public interface Codec {
  /** The stored form of a value. */
  Payload encode(Object value);

  /**
   * The stored form of a value that will be read as this type. Knows more than {@link
   * #encode(Object)} where the value's class has lost its type arguments, as lists and maps have.
   */
  default Payload encode(Object value, ResultType<?> type) {
    return encode(value);
  }

  /**
   * The value of a stored form. Never rewrites the bytes.
   *
   * @throws dev.amends.error.PayloadUnreadableException if the bytes cannot be read as that type
   */
  <T> T decode(Payload payload, ResultType<T> type);

  /** Hash over the canonical form of an input. */
  InputHash hash(Object input);

  /** The payload as a person may see it: secrets masked, never the raw bytes of a secret. */
  String show(Payload payload);

  /**
   * What a person made of a payload that was shown to them: where they left a masked value as it
   * was, the former value stays.
   *
   * @throws dev.amends.error.PayloadUnreadableException if a masked value stands where there was
   *     none
   */
  default Payload edited(Payload before, String text) {
    return Payload.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A reason why values of this type cannot be stored well; empty when they can. */
  default java.util.Optional<String> objection(Type type) {
    return java.util.Optional.empty();
  }
}
