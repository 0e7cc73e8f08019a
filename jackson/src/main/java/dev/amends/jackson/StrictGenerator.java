package dev.amends.jackson;

import dev.amends.error.PayloadUnreadableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Refuses what could be written but not be read back as it was: numbers that are none, text that
 * some databases cannot keep, numbers and names longer than a reader takes.
 */
final class StrictGenerator extends JsonGeneratorDelegate {
  /** Longest number and longest field name that readers of this codec take. */
  static final int MAX_NUMBER = 10_000;

  static final int MAX_NAME = 50_000;

  StrictGenerator(JsonGenerator target) {
    super(target, false);
  }

  @Override
  public JsonGenerator writeNumber(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw notANumber(value);
    }
    super.writeNumber(value);
    return this;
  }

  @Override
  public JsonGenerator writeNumber(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      throw notANumber(value);
    }
    super.writeNumber(value);
    return this;
  }

  @Override
  public JsonGenerator writeArray(double[] array, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (Double.isNaN(array[i]) || Double.isInfinite(array[i])) {
        throw notANumber(array[i]);
      }
    }
    super.writeArray(array, offset, length);
    return this;
  }

  @Override
  public JsonGenerator writeNumber(BigInteger value) {
    checkLength(value.toString().length(), MAX_NUMBER, "number");
    super.writeNumber(value);
    return this;
  }

  @Override
  public JsonGenerator writeNumber(BigDecimal value) {
    checkLength(value.precision(), MAX_NUMBER, "number");
    super.writeNumber(value);
    return this;
  }

  @Override
  public JsonGenerator writeName(String name) {
    checkLength(name.length(), MAX_NAME, "name");
    check(name);
    super.writeName(name);
    return this;
  }

  @Override
  public JsonGenerator writeString(String text) {
    if (text != null) {
      check(text);
    }
    super.writeString(text);
    return this;
  }

  @Override
  public JsonGenerator writeString(char[] buffer, int offset, int length) {
    check(new String(buffer, offset, length));
    super.writeString(buffer, offset, length);
    return this;
  }

  @Override
  public JsonGenerator writeArray(String[] array, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (array[i] != null) {
        check(array[i]);
      }
    }
    super.writeArray(array, offset, length);
    return this;
  }

  private static void check(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == 0) {
        throw new PayloadUnreadableException(
            "A text has the character NUL at place %d, which databases refuse. Remove it before."
                .formatted(i));
      }
      if (Character.isSurrogate(each)) {
        if (!Character.isHighSurrogate(each)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new PayloadUnreadableException(
              "A text has half a surrogate pair at place %d: it was cut inside a character, and UTF-8 cannot carry it."
                  .formatted(i));
        }
        i++;
      }
    }
  }

  private static void checkLength(int length, int most, String what) {
    if (length > most) {
      throw new PayloadUnreadableException(
          "A %s of %d characters is longer than the %d that can be read back."
              .formatted(what, length, most));
    }
  }

  private static PayloadUnreadableException notANumber(double value) {
    return new PayloadUnreadableException(
        "%s is no JSON number. Store an absent value, or a text, instead.".formatted(value));
  }
}
