package dev.amends.spring.autoconfigure;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Rules that property values have to keep, named as they are written in configuration. */
final class Require {
  private Require() {}

  static void positive(String property, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "%s must be more than zero, got %s".formatted(property, value));
    }
  }

  static void notNegative(String property, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          "%s must not be negative, got %s".formatted(property, value));
    }
  }

  static void atLeast(String property, Duration least, Duration value) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s must be at least %s, got %s".formatted(property, least, value));
    }
  }

  static void atLeast(String property, String other, Duration least, Duration value) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s must be at least as long as %s, which is %s, got %s"
              .formatted(property, other, least, value));
    }
  }

  static void longer(String property, String other, Duration shorter, Duration value) {
    if (value.compareTo(shorter) <= 0) {
      throw new IllegalArgumentException(
          "%s must be longer than %s, which is %s, got %s"
              .formatted(property, other, shorter, value));
    }
  }

  static void between(String property, long least, long most, long value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %,d to %,d, got %,d".formatted(property, least, most, value));
    }
  }

  static void size(String property, DataSize most, DataSize value) {
    if (value.toBytes() < 1 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s must be 1B to %s, got %s".formatted(property, most, value));
    }
  }
}
