package dev.amends.spring.autoconfigure;

import dev.amends.jackson.SecretKeys;
import dev.amends.spring.failure.MisconfiguredException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What values marked @Secret are encrypted with.
 *
 * @param current Id of the key that new values are encrypted with. May be left out where there is
 *     one key.
 * @param keys Keys by their id, each 32 random bytes in Base64 (openssl rand -base64 32). Older
 *     ones stay for as long as values encrypted with them are read.
 */
@ConfigurationProperties("amends.secrets")
public record SecretProperties(@Nullable String current, @DefaultValue Map<String, String> keys) {

  SecretKeys secretKeys() {
    if (keys.isEmpty()) {
      if (current != null) {
        throw unknown(current);
      }
      return SecretKeys.none();
    }
    String newest = current == null && keys.size() == 1 ? keys.keySet().iterator().next() : current;
    if (newest == null) {
      throw new MisconfiguredException(
          "There are several keys under amends.secrets.keys (%s), and it is not said which one is for new values."
              .formatted(keys.keySet()),
          "Set amends.secrets.current to one of these ids.");
    }
    String encoded = keys.get(newest);
    if (encoded == null) {
      throw unknown(newest);
    }
    SecretKeys all = SecretKeys.of(newest, decode(newest, encoded));
    for (Map.Entry<String, String> key : keys.entrySet()) {
      if (!key.getKey().equals(newest)) {
        all = all.andOlder(key.getKey(), decode(key.getKey(), key.getValue()));
      }
    }
    return all;
  }

  private static MisconfiguredException unknown(String id) {
    return new MisconfiguredException(
        "amends.secrets.current is '%s', and there is no such key.".formatted(id),
        "Set amends.secrets.keys.%s to 32 random bytes in Base64 (openssl rand -base64 32)."
            .formatted(id));
  }

  private static byte[] decode(String id, String encoded) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(encoded.strip());
    } catch (IllegalArgumentException notBase64) {
      throw unfit(id, "is no Base64");
    }
    if (key.length != SecretKeys.KEY_BYTES) {
      throw unfit(id, "has %d bytes".formatted(key.length));
    }
    return key;
  }

  private static MisconfiguredException unfit(String id, String why) {
    return new MisconfiguredException(
        "amends.secrets.keys.%s %s; a key has %d random bytes in Base64."
            .formatted(id, why, SecretKeys.KEY_BYTES),
        "Make one with: openssl rand -base64 32");
  }

  /** Ids only, never keys. */
  @Override
  public String toString() {
    return "SecretProperties[current=%s, ids=%s]".formatted(current, keys.keySet());
  }
}
