package dev.amends.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.amends.action.ResultType;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.Payload;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What persons edit is what they were shown, and what they were not shown stays. */
class EditedTest {
  private static final JacksonCodec CODEC = new JacksonCodec(SecretKeys.of("k1", key()));
  private static final ResultType<SignUp> TYPE = ResultType.of(SignUp.class);

  record SignUp(String name, @Secret String pass, String token, List<Card> cards) {}

  record Card(String owner, @Secret String number) {}

  private static final SignUp BEFORE =
      new SignUp("ann", "hunter2", "t-1", List.of(new Card("ann", "4711"), new Card("bob", "12")));

  private static byte[] key() {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 1);
    return key;
  }

  private static SignUp edited(Payload before, String text) {
    return CODEC.decode(CODEC.edited(before, text), TYPE);
  }

  @Test
  void aMaskThatWasLeftKeepsTheFormerValue() {
    Payload before = CODEC.encode(BEFORE, TYPE);
    String shown = CODEC.show(before);
    assertThat(shown).doesNotContain("hunter2").doesNotContain("t-1").doesNotContain("4711");

    SignUp after = edited(before, shown.replaceFirst("\"name\":\"ann\"", "\"name\":\"eve\""));

    assertThat(after).isEqualTo(new SignUp("eve", "hunter2", "t-1", BEFORE.cards()));
  }

  @Test
  void aValueInPlaceOfAMaskIsTheNewOne() {
    Payload before = CODEC.encode(BEFORE, TYPE);
    String text =
        "{\"name\":\"ann\",\"pass\":\"better\",\"token\":\"•••\",\"cards\":[{\"owner\":\"ann\",\"number\":\"•••\"}]}";

    SignUp after = edited(before, text);

    assertThat(after)
        .isEqualTo(new SignUp("ann", "better", "t-1", List.of(new Card("ann", "4711"))));
    assertThat(CODEC.edited(before, text).text()).doesNotContain("4711");
  }

  @Test
  void aMaskWhereNothingWasIsRefused() {
    Payload before = CODEC.encode(new SignUp("ann", "hunter2", "t-1", List.of()), TYPE);

    assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(
            () ->
                CODEC.edited(
                    before, "{\"name\":\"ann\",\"cards\":[{\"owner\":\"x\",\"number\":\"•••\"}]}"))
        .withMessageContaining("masked");
    assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> CODEC.edited(before, "{\"name\":\"•••"))
        .withMessageContaining("no JSON");
  }

  @Test
  void aTextWithoutMasksIsTakenAsItIs() {
    assertThat(CODEC.edited(Payload.EMPTY, "[1 ]").text()).isEqualTo("[1 ]");
  }
}
