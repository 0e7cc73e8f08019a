package dev.amends.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.amends.spi.InputHash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Keys, and what input hashes owe to them. */
class SecretKeysTest {
  private static final SecretKeys KEYS = SecretKeys.of("k1", key(1));
  private static final JacksonCodec CODEC = new JacksonCodec(KEYS);

  record Account(String name, @Secret String password) {}

  record Open(String name, String password) {}

  @Test
  void hashesTellSecretsApartWithoutSayingThem() {
    InputHash hash = CODEC.hash(new Account("ann", "hunter2"));

    assertThat(hash.differsFrom(CODEC.hash(new Account("ann", "hunter2")))).isFalse();
    assertThat(hash.differsFrom(CODEC.hash(new Account("ann", "hunter3")))).isTrue();
    assertThat(hash.differsFrom(CODEC.hash(new Account("bob", "hunter2")))).isTrue();
    assertThat(hash.differsFrom(new JacksonCodec(KEYS).hash(new Account("ann", "hunter2"))))
        .isFalse();
  }

  @Test
  void hashesOfDifferentKeysAreNotCompared() {
    JacksonCodec rotated = new JacksonCodec(SecretKeys.of("k2", key(2)).andOlder("k1", key(1)));

    InputHash before = CODEC.hash(new Account("ann", "hunter2"));
    InputHash after = rotated.hash(new Account("ann", "hunter2"));

    assertThat(Arrays.equals(before.digest(), after.digest())).isFalse();
    assertThat(before.differsFrom(after)).isFalse();
    assertThat(before.scheme()).isNotEqualTo(1).isNotEqualTo(after.scheme());
    assertThat(CODEC.hash(new Open("a", "b")).scheme()).isEqualTo(1);
  }

  @Test
  void keysAreCheckedAndNeverPrinted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretKeys.of("k1", new byte[16]))
        .withMessageContaining("32");
    assertThatIllegalArgumentException().isThrownBy(() -> SecretKeys.of("k:1", key(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> SecretKeys.of("", key(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> KEYS.andOlder("k1", key(2)));
    assertThat(KEYS).hasToString("SecretKeys[current=k1, ids=[k1]]");
  }

  private static byte[] key(int seed) {
    byte[] key = new byte[SecretKeys.KEY_BYTES];
    Arrays.fill(key, (byte) seed);
    return key;
  }
}
