package dev.amends.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.amends.action.ResultType;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.Payload;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Secrets are in the store only sealed, and open only with their key. */
class SecretTest {
  private static final SecretKeys KEYS = SecretKeys.of("k1", key(1));
  private static final JacksonCodec CODEC = new JacksonCodec(KEYS);

  record Account(String name, @Secret String password) {}

  record Card(String number, LocalDate expires) {}

  record Vault(
      @Secret Card card,
      @Secret List<Card> cards,
      @Secret Map<String, BigDecimal> balances,
      @Secret int pin,
      @Secret byte[] bytes,
      String open) {}

  record Outer(String name, List<Account> accounts) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(Cash.class))
  interface Means {}

  record Cash(int coins) implements Means {}

  record Wallet(@Secret List<Means> means) {}

  record Two(@Secret String first, @Secret String second) {}

  record Perhaps(@Secret Optional<String> password, @Secret Two inner) {}

  record Sealed(Map<String, String> first, Map<String, String> second) {}

  record Pin(@Secret int password) {}

  record Open(String name, String password) {}

  static final class Bean {
    @Secret private String password = "";

    public String getPassword() {
      return password;
    }

    public void setPassword(String password) {
      this.password = password;
    }
  }

  @Test
  void aSecretIsSealedInTheStoreAndOpenedWhenRead() {
    Account account = new Account("ann", "hunter2");

    Payload payload = CODEC.encode(account);

    assertThat(payload.text())
        .matches("\\{\"name\":\"ann\",\"password\":\\{\"\\$secret\":\"k1:[A-Za-z0-9+/=]+\"}}")
        .doesNotContain("hunter2")
        .doesNotContain(Base64.getEncoder().encodeToString("hunter2".getBytes(UTF_8)));
    assertThat(read(payload, Account.class)).isEqualTo(account);
  }

  @Test
  void anyValueMayBeASecret() {
    Card card = new Card("4711", LocalDate.of(2030, 1, 1));
    Vault vault =
        new Vault(
            card,
            List.of(card, card),
            Map.of("EUR", new BigDecimal("1.50")),
            1234,
            new byte[] {1, 2, 3},
            "open");

    Payload payload = CODEC.encode(vault);

    assertThat(payload.text())
        .doesNotContain("4711", "2030", "EUR", "1.50", "1234")
        .contains("open");
    assertThat(read(payload, Vault.class)).usingRecursiveComparison().isEqualTo(vault);
  }

  @Test
  void secretsKeepTheTypeNamesOfTheirElements() {
    Wallet wallet = new Wallet(List.of(new Cash(3), new Cash(4)));

    assertThat(read(CODEC.encode(wallet), Wallet.class)).isEqualTo(wallet);
  }

  @Test
  void secretsDeepInsideAreSealedToo() {
    Outer outer = new Outer("a", List.of(new Account("b", "hunter2"), new Account("c", "hunter3")));

    Payload payload = CODEC.encode(outer);

    assertThat(payload.text()).doesNotContain("hunter");
    assertThat(read(payload, Outer.class)).isEqualTo(outer);
  }

  @Test
  void fieldsOfAClassMayBeSecrets() {
    Bean bean = new Bean();
    bean.setPassword("hunter2");

    Payload payload = CODEC.encode(bean);

    assertThat(payload.text()).doesNotContain("hunter2");
    assertThat(read(payload, Bean.class).getPassword()).isEqualTo("hunter2");
  }

  @Test
  void anAbsentSecretStaysAbsent() {
    assertThat(CODEC.encode(new Account("ann", null)).text())
        .isEqualTo("{\"name\":\"ann\",\"password\":null}");
    assertThat(read("{\"name\":\"ann\",\"password\":null}", Account.class))
        .isEqualTo(new Account("ann", null));
    assertThat(read("{}", Account.class)).isEqualTo(new Account(null, null));
    assertThat(read("{}", Pin.class)).isEqualTo(new Pin(0));
    assertThat(read("{\"password\":null}", Pin.class)).isEqualTo(new Pin(0));
  }

  @Test
  void secretsMayBeOptionalAndHoldSecrets() {
    for (Optional<String> each : List.of(Optional.<String>empty(), Optional.of("hunter2"))) {
      Perhaps perhaps = new Perhaps(each, new Two("hunter3", null));

      Payload payload = CODEC.encode(perhaps);

      assertThat(payload.text()).doesNotContain("hunter");
      assertThat(read(payload, Perhaps.class)).isEqualTo(perhaps);
    }
  }

  @Test
  void equalSecretsLookDifferentInTheStore() {
    Payload both = CODEC.encode(new Two("same", "same"));

    assertThat(both).isNotEqualTo(CODEC.encode(new Two("same", "same")));
    Sealed sealed = read(both, Sealed.class);
    assertThat(sealed.first()).isNotEqualTo(sealed.second());
    assertThat(sealed.first().get("$secret")).startsWith("k1:");
  }

  @Test
  void aValueStoredInClearBeforeItBecameASecretIsStillRead() {
    Payload open = CODEC.encode(new Open("ann", "hunter2"));

    assertThat(read(open, Account.class)).isEqualTo(new Account("ann", "hunter2"));
    assertThat(
            read("{\"card\":{\"number\":\"1\",\"expires\":\"2030-01-01\"},\"pin\":7}", Vault.class))
        .satisfies(
            vault -> {
              assertThat(vault.card()).isEqualTo(new Card("1", LocalDate.of(2030, 1, 1)));
              assertThat(vault.pin()).isEqualTo(7);
            });
  }

  @Test
  void withoutAKeyNothingIsWrittenAndTheMessageSaysWhatToSet() {
    JacksonCodec keyless = new JacksonCodec();

    for (Account account : List.of(new Account("ann", "hunter2"), new Account("ann", null))) {
      assertThatExceptionOfType(PayloadUnreadableException.class)
          .isThrownBy(() -> keyless.encode(account))
          .withMessageContaining("amends.secrets.keys")
          .withMessageContaining("Account")
          .withMessageNotContaining("hunter2");
      assertThatExceptionOfType(PayloadUnreadableException.class)
          .isThrownBy(() -> keyless.hash(account))
          .withMessageContaining("amends.secrets.keys");
    }
    assertThat(keyless.objection(Account.class)).get().asString().contains("amends.secrets.keys");
    assertThat(CODEC.objection(Account.class)).isEmpty();
  }

  @Test
  void anOlderKeyReadsWhatItWroteAndTheNewOneWrites() {
    Payload old = CODEC.encode(new Account("ann", "hunter2"));
    JacksonCodec rotated = new JacksonCodec(SecretKeys.of("k2", key(2)).andOlder("k1", key(1)));

    assertThat(rotated.decode(old, ResultType.of(Account.class)).password()).isEqualTo("hunter2");
    assertThat(rotated.encode(new Account("ann", "hunter2")).text()).contains("\"k2:");
  }

  @Test
  void withoutItsKeyASecretIsUnreadable() {
    Payload payload = CODEC.encode(new Account("ann", "hunter2"));

    unreadable(new JacksonCodec(SecretKeys.of("k2", key(2))), payload)
        .withMessageContaining("\"k1\"")
        .withMessageContaining("password");
    unreadable(new JacksonCodec(), payload).withMessageContaining("\"k1\"");
    unreadable(new JacksonCodec(SecretKeys.of("k1", key(9))), payload)
        .withMessageContaining("does not open");
  }

  @Test
  void anErasedOrChangedSecretIsUnreadable() {
    String text = CODEC.encode(new Account("ann", "hunter2")).text();
    int middle = text.indexOf("k1:") + 25;
    char flipped = text.charAt(middle) == 'A' ? 'B' : 'A';

    unreadable(CODEC, payload("{\"password\":{\"$secret\":\"erased\"}}"))
        .withMessageContaining("erased");
    unreadable(CODEC, payload("{\"password\":{\"$secret\":null}}")).withMessageContaining("erased");
    unreadable(CODEC, payload("{\"password\":{\"$secret\":\"k1:\"}}"));
    unreadable(CODEC, payload("{\"password\":{\"$secret\":\"k1:%%%\"}}"));
    unreadable(CODEC, payload("{\"password\":{\"$secret\":{}}}"));
    unreadable(CODEC, payload(text.substring(0, middle) + flipped + text.substring(middle + 1)));
  }

  @Test
  void aSealedValueDoesNotOpenUnderTheIdOfAnotherKey() {
    Payload renamed = payload(CODEC.encode(new Account("a", "b")).text().replace("k1:", "k2:"));

    unreadable(new JacksonCodec(KEYS.andOlder("k2", key(1))), renamed);
  }

  @Test
  void aSecretThatDoesNotFitIsNotQuoted() {
    Payload payload = CODEC.encode(new Account("ann", "hunter2"));

    assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> CODEC.decode(payload, ResultType.of(Pin.class)))
        .satisfies(
            failure -> {
              for (Throwable each = failure; each != null; each = each.getCause()) {
                assertThat(each).hasMessageNotContaining("hunter2");
              }
            });
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<PayloadUnreadableException>
      unreadable(JacksonCodec codec, Payload payload) {
    return assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> codec.decode(payload, ResultType.of(Account.class)));
  }

  private static <T> T read(String json, Class<T> type) {
    return read(payload(json), type);
  }

  private static <T> T read(Payload payload, Class<T> type) {
    return CODEC.decode(payload, ResultType.of(type));
  }

  private static Payload payload(String json) {
    return Payload.of(json.getBytes(UTF_8));
  }

  private static byte[] key(int seed) {
    byte[] key = new byte[SecretKeys.KEY_BYTES];
    Arrays.fill(key, (byte) seed);
    return key;
  }
}
