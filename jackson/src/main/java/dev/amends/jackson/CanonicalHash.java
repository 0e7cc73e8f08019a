package dev.amends.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scheme 1 of input hashes: SHA-256 over a JSON tree in a form that has no choices. Every value is
 * a letter for its kind, then its content; texts and numbers carry their length, objects and arrays
 * their count. Object fields are sorted by name and left out when null; numbers are reduced, so
 * that 1, 1.0 and 1e0 are the same. Changing anything here needs a new scheme number.
 *
 * @param digest 32 bytes
 * @param secrets whether a secret's digest is part of it
 */
record CanonicalHash(byte[] digest, boolean secrets) {
  static final int SCHEME = 1;

  private static final JsonMapper EXACT = Mappers.exact();

  static CanonicalHash of(byte[] json) {
    Walk walk = new Walk();
    walk.value(EXACT.readTree(json));
    return new CanonicalHash(walk.digest.digest(), walk.secrets);
  }

  private static final class Walk {
    private final MessageDigest digest = sha256();
    private boolean secrets;

    void value(JsonNode node) {
      if (node.isObject()) {
        object(node);
      } else if (node.isArray()) {
        begin('a', node.size());
        node.forEach(this::value);
      } else if (node.isNumber()) {
        text('n', reduced(node.decimalValue()));
      } else if (node.isString()) {
        text('s', node.stringValue());
      } else if (node.isBoolean()) {
        begin('b', node.booleanValue() ? 1 : 0);
      } else {
        begin('z', 0);
      }
    }

    private void object(JsonNode node) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!field.getValue().isNull()) {
          fields.put(field.getKey(), field.getValue());
        }
      }
      secrets |= fields.containsKey(SecretSerializer.DIGEST);
      begin('o', fields.size());
      List<String> names = new ArrayList<>(fields.keySet());
      for (String name : names) {
        text('k', name);
        value(node.get(name));
      }
    }

    private static String reduced(BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private void text(char kind, String text) {
      byte[] bytes = text.getBytes(UTF_8);
      begin(kind, bytes.length);
      digest.update(bytes);
    }

    private void begin(char kind, int count) {
      digest.update((byte) kind);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(count).flip());
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("Every JVM has SHA-256", impossible);
      }
    }
  }
}
