package dev.amends.spi;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Hash of an input in canonical form, by which a repeated start is told from another use of its
 * key. Hashes of different schemes are not compared.
 */
public final class InputHash {
  private final int scheme;
  private final byte[] digest;

  public InputHash(int scheme, byte[] digest) {
    this.scheme = scheme;
    this.digest = digest.clone();
  }

  /** How the digest was made. */
  public int scheme() {
    return scheme;
  }

  /** The digest's bytes. */
  public byte[] digest() {
    return digest.clone();
  }

  /** Whether the two inputs are known to differ. */
  public boolean differsFrom(InputHash other) {
    return scheme == other.scheme && !Arrays.equals(digest, other.digest);
  }

  @Override
  public String toString() {
    return scheme + ":" + HexFormat.of().formatHex(digest);
  }
}
