package dev.amends.systems.mattermost.api;

import java.util.random.RandomGenerator;

/** Makes and checks ids: 26 characters, each one of 32 letters and digits. */
public final class Ids {
  private static final String ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";
  private static final int LENGTH = 26;

  private final RandomGenerator random;

  /** Ids from that source of randomness. */
  public Ids(RandomGenerator random) {
    this.random = random;
  }

  /** A new id. */
  public String next() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  static boolean valid(String id) {
    return id.length() == LENGTH && id.chars().allMatch(Character::isLetterOrDigit);
  }
}
