package dev.amends.jackson;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that {@link Secret} values are encrypted with: one for new values, and older ones for
 * reading. Immutable. To rotate, make the new key current and keep the old one as long as payloads
 * written with it may be read. Each key is good for some 4 billion values.
 */
public final class SecretKeys {
  /** Length of a key in bytes. */
  public static final int KEY_BYTES = 32;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");
  private static final SecretKeys NONE = new SecretKeys(null, Map.of());

  private final @Nullable String current;
  private final Map<String, SecretKey> keys;

  private SecretKeys(@Nullable String current, Map<String, SecretKey> keys) {
    this.current = current;
    this.keys = Map.copyOf(keys);
  }

  /** No keys: types with a {@link Secret} cannot be stored. */
  public static SecretKeys none() {
    return NONE;
  }

  /**
   * One key.
   *
   * @param id 1 to 40 letters, digits, dots, dashes or underscores; stored with every value
   * @param key 32 random bytes; copied
   */
  public static SecretKeys of(String id, byte[] key) {
    return new SecretKeys(checked(id), Map.of(id, aes(key)));
  }

  /** The same with one more key that only reads. */
  public SecretKeys andOlder(String id, byte[] key) {
    if (keys.containsKey(checked(id))) {
      throw new IllegalArgumentException("There are two secret keys with the id " + id);
    }
    Map<String, SecretKey> all = new LinkedHashMap<>(keys);
    all.put(id, aes(key));
    return new SecretKeys(current, all);
  }

  /** The id of the key that new values are encrypted with; empty without any key. */
  public Optional<String> current() {
    return Optional.ofNullable(current);
  }

  Optional<SecretKey> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "The id of a secret key has 1 to 40 letters, digits, dots, dashes or underscores, got \"%s\""
              .formatted(id));
    }
    return id;
  }

  private static SecretKey aes(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "A secret key has %d bytes, got %d".formatted(KEY_BYTES, key.length));
    }
    return new SecretKeySpec(key, "AES");
  }

  /** Ids only, never keys. */
  @Override
  public String toString() {
    return "SecretKeys[current=%s, ids=%s]".formatted(current, keys.keySet());
  }
}
