package dev.amends.systems.provisioning.saga;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords that nobody shall know: their owners ask Mattermost for a new one by e-mail. */
final class Passwords {
  private static final int BYTES = 24;

  /** One of each sort, for servers that demand them. */
  private static final String SORTS = "aA1!";

  private final SecureRandom random = new SecureRandom();

  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return SORTS + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
