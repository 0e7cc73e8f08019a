package dev.amends.console.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** A password to compare with, in a time that does not depend on how much of it was guessed. */
@FunctionalInterface
interface Secret {
  Pattern ENCODED = Pattern.compile("\\{[^{}]+}.+", Pattern.DOTALL);

  boolean matches(String given);

  /**
   * The secret of a configured password.
   *
   * @throws IllegalArgumentException if it names an encoding that is not known
   */
  static Secret of(String password) {
    if (!ENCODED.matcher(password).matches()) {
      byte[] expected = digest(password);
      return given -> MessageDigest.isEqual(expected, digest(given));
    }
    PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    boolean unused = encoder.matches("any", password);
    return given -> encoder.matches(given, password);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
