package dev.amends.systems.provisioning.saga;

import dev.amends.systems.provisioning.mattermost.IncomingHook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A webhook that a step made. Whoever knows a webhook's id may post by it, so that the id itself is
 * stored nowhere; the webhook is found again among those that carry the project's marker.
 *
 * @param print a digest of its id
 */
public record MadeHook(String print) {
  static MadeHook of(IncomingHook hook) {
    return new MadeHook(digest(hook.id()));
  }

  boolean is(IncomingHook hook) {
    return print.equals(digest(hook.id()));
  }

  private static String digest(String id) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
