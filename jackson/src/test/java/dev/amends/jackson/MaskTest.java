package dev.amends.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.Payload;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see has no secrets in it. */
class MaskTest {
  private static final JacksonCodec CODEC = new JacksonCodec();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWORD",
        "userPassword",
        "user_password",
        "user-password",
        "userpassword",
        "Passwords",
        "token",
        "accessToken",
        "access_tokens",
        "ACCESS_TOKEN",
        "X-Api-Key",
        "apikey",
        "APIKey",
        "myApiKeyOfToday",
        "clientSecret",
        "Authorization",
        "pin",
        "cardPin",
        "credentials"
      })
  void fieldsWithATellingNameAreMasked(String name) {
    assertThat(show("{\"" + name + "\":\"hunter2\"}")).isEqualTo("{\"" + name + "\":\"•••\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name", "shipping", "spinning", "key", "api", "cookies2go", "tokenizer", "pinned"})
  void otherFieldsAreShown(String name) {
    assertThat(show("{\"" + name + "\":\"open\"}")).isEqualTo("{\"" + name + "\":\"open\"}");
  }

  @Test
  void aWholeTreeUnderAMaskedNameIsMasked() {
    assertThat(show("{\"a\":[{\"token\":{\"value\":\"x\",\"n\":[1]}},{\"b\":1}],\"pin\":1234}"))
        .isEqualTo("{\"a\":[{\"token\":\"•••\"},{\"b\":1}],\"pin\":\"•••\"}");
    assertThat(show("{\"token\":null}")).isEqualTo("{\"token\":null}");
  }

  @Test
  void sealedSecretsAreMaskedWhateverTheirName() {
    assertThat(show("{\"note\":{\"$secret\":\"k1:AAAA\"},\"l\":[{\"$secret\":\"erased\"}]}"))
        .isEqualTo("{\"note\":\"•••\",\"l\":[\"•••\"]}");
  }

  @Test
  void namesToMaskAreConfigurable() {
    JacksonCodec codec = new JacksonCodec(SecretKeys.none(), Set.of("customer-number"), List.of());

    assertThat(codec.show(payload("{\"customerNumber\":1,\"token\":\"t\"}")))
        .isEqualTo("{\"customerNumber\":\"•••\",\"token\":\"t\"}");
  }

  @Test
  void numbersAreShownAsTheyAreStored() {
    assertThat(show("{\"a\":1.50,\"b\":12345678901234567890.10}"))
        .isEqualTo("{\"a\":1.50,\"b\":12345678901234567890.10}");
  }

  @Test
  void plainValuesAreShown() {
    assertThat(show("\"text\"")).isEqualTo("\"text\"");
    assertThat(CODEC.show(Payload.EMPTY)).isEmpty();
  }

  @Test
  void whatIsNoJsonIsNotShown() {
    assertThat(show("password=hunter2")).isEqualTo("(16 bytes that are no JSON)");
    assertThat(show("{\"a\":1} password=hunter2")).doesNotContain("hunter2");
  }

  private static String show(String json) {
    return CODEC.show(payload(json));
  }

  private static Payload payload(String json) {
    return Payload.of(json.getBytes(UTF_8));
  }
}
