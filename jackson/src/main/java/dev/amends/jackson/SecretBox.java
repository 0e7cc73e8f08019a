package dev.amends.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.amends.error.PayloadUnreadableException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens single values with AES-256-GCM, and makes digests of them that tell nothing
 * without the key. A sealed value is {@code <key id>:<base64 of nonce, cipher text and tag>}; the
 * key's id is authenticated with it.
 */
final class SecretBox {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String HASH_PURPOSE = "amends input hash";

  private final SecretKeys keys;
  private final SecureRandom random = new SecureRandom();

  SecretBox(SecretKeys keys) {
    this.keys = keys;
  }

  boolean usable() {
    return keys.current().isPresent();
  }

  String seal(byte[] plain) {
    String id = currentId();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, id, key(id), nonce).doFinal(plain);
      byte[] whole =
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return id + ":" + Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("This JVM has no AES/GCM/NoPadding", broken);
    }
  }

  byte[] open(String sealed) {
    int colon = sealed.indexOf(':');
    if (colon < 1) {
      throw new PayloadUnreadableException("A @Secret value was erased; it cannot be read again.");
    }
    String id = sealed.substring(0, colon);
    SecretKey key = key(id);
    try {
      ByteBuffer whole = ByteBuffer.wrap(Base64.getDecoder().decode(sealed.substring(colon + 1)));
      byte[] nonce = new byte[NONCE_BYTES];
      whole.get(nonce);
      byte[] rest = new byte[whole.remaining()];
      whole.get(rest);
      return cipher(Cipher.DECRYPT_MODE, id, key, nonce).doFinal(rest);
    } catch (GeneralSecurityException | RuntimeException broken) {
      throw new PayloadUnreadableException(
          "A @Secret value does not open with the key \"%s\": the key is another one, or the stored bytes were changed."
              .formatted(id),
          broken);
    }
  }

  /** A digest that is equal for equal values as long as the current key stays. */
  byte[] digest(byte[] plain) {
    return mac(derived(), plain);
  }

  /** A number that tells digests of different keys apart. */
  int digestScheme() {
    return ByteBuffer.wrap(mac(derived(), HASH_PURPOSE.getBytes(UTF_8))).getInt();
  }

  private SecretKey derived() {
    return new SecretKeySpec(mac(key(currentId()), HASH_PURPOSE.getBytes(UTF_8)), "HmacSHA256");
  }

  private String currentId() {
    return keys.current().orElseThrow(SecretBox::noKey);
  }

  private SecretKey key(String id) {
    return keys.key(id)
        .orElseThrow(
            () ->
                new PayloadUnreadableException(
                    "A @Secret value needs the key \"%s\", which is not configured. Add it as an older key under amends.secrets.keys."
                        .formatted(id)));
  }

  /** What to say where a secret is met and no key is there. */
  static PayloadUnreadableException noKey() {
    return new PayloadUnreadableException(
        "A value is marked @Secret, but there is no key to encrypt it with. Set amends.secrets.keys.<id> to 32 random bytes in Base64 (openssl rand -base64 32), and amends.secrets.current to that id.");
  }

  private static Cipher cipher(int mode, String id, SecretKey key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(id.getBytes(UTF_8));
    return cipher;
  }

  private static byte[] mac(SecretKey key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("This JVM has no HmacSHA256", broken);
    }
  }
}
