package dev.amends.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.amends.action.ResultType;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whatever cannot be read or written is told by one exception, and by nothing else. */
class UnreadableTest {
  private static final int DEEP = 10_000;

  private static final JacksonCodec CODEC = new JacksonCodec();

  record Note(String text, double number) {}

  record Tree(Object child) {}

  record Login(String user, int password) {}

  static final class Loop {
    public final List<Loop> next = new ArrayList<>();
  }

  static final class Broken {
    private String value;

    public String getValue() {
      if (value == null) {
        throw new IllegalStateException("getter is broken");
      }
      return value;
    }

    public void setValue(String value) {
      this.value = value;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{\"text\":",
        "{\"text\":\"a\"",
        "{\"text\":\"a\"}}",
        "{\"text\":\"a\"} {}",
        "{'text':'a'}",
        "{text:1}",
        "{\"text\":\"a\",}",
        "{\"number\":NaN}",
        "{\"number\":01}",
        "{\"number\":1e}",
        "\u0000",
        "{\"text\":\"\u0001\"}",
        "not json",
        "null",
        "<xml/>"
      })
  void malformedTextIsUnreadable(String json) {
    unreadable(json.getBytes(UTF_8));
  }

  @Test
  void bytesThatAreNoUtf8AreUnreadable() {
    unreadable(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});
    unreadable(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'});
    unreadable(new byte[] {(byte) 0x80});
    unreadable(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
  }

  static IntStream seeds() {
    return IntStream.range(0, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damagedBytesAreReadOrUnreadableAndNothingElse(int seed) {
    Random random = new Random(seed);
    byte[] bytes = CODEC.encode(new Note("täxt \"quoted\" \n 😀", 1.25e-7)).bytes().clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    Payload payload = Payload.of(bytes);
    try {
      assertThat(CODEC.decode(payload, ResultType.of(Note.class))).isNotNull();
    } catch (PayloadUnreadableException expected) {
      assertThat(expected).hasMessageContaining(bytes.length + " bytes");
    }
    assertThat(CODEC.show(payload)).isNotEmpty();
  }

  static Stream<String> deep() {
    return Stream.of(
        "[".repeat(DEEP) + "]".repeat(DEEP),
        "{\"child\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
        "{\"other\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}",
        "[".repeat(DEEP * 100));
  }

  @ParameterizedTest
  @MethodSource("deep")
  void deepNestingIsUnreadableAndShownAsSuch(String json) {
    Payload payload = Payload.of(json.getBytes(UTF_8));

    for (Class<?> type : List.of(Tree.class, Note.class, Object.class, Map.class, List.class)) {
      assertThatExceptionOfType(PayloadUnreadableException.class)
          .isThrownBy(() -> CODEC.decode(payload, ResultType.of(type)));
    }
    assertThat(CODEC.show(payload)).contains("bytes that are no JSON");
  }

  @Test
  void deepAndEndlessObjectsAreRefused() {
    Object chain = "end";
    for (int i = 0; i < DEEP; i++) {
      chain = new Tree(chain);
    }
    Loop loop = new Loop();
    loop.next.add(loop);

    refused(chain).withMessageContaining("Tree");
    refused(loop).withMessageContaining("Loop");
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    refused(new Note("a", Double.NaN)).withMessageContaining("NaN").withMessageContaining("number");
    refused(new Note("a", Double.POSITIVE_INFINITY)).withMessageContaining("Infinity");
    refused(Double.NEGATIVE_INFINITY).withMessageContaining("Infinity");
    refused(Float.NaN).withMessageContaining("NaN");
    refused(new double[] {1, Double.NaN}).withMessageContaining("NaN");
    refused(new float[] {1, Float.NaN}).withMessageContaining("NaN");
    refused(Map.of("a", List.of(Double.NaN))).withMessageContaining("NaN");
    refused(Map.of("a", JsonNodeFactory.instance.numberNode(Double.NaN)))
        .withMessageContaining("NaN");
  }

  @Test
  void nulAndHalfPairsAreRefused() {
    refused(new Note("a\u0000b", 1)).withMessageContaining("NUL").withMessageContaining("text");
    refused("\ud83d").withMessageContaining("surrogate");
    refused("\ude00").withMessageContaining("surrogate");
    refused("\ude00\ud83d").withMessageContaining("surrogate");
    refused("a\ud83d\ud83d\ude00").withMessageContaining("surrogate");
    refused(Map.of("a\u0000", 1)).withMessageContaining("NUL");
    refused(new String[] {"fine", "\u0000"}).withMessageContaining("NUL");
    refused(List.of("fine", "\u0000")).withMessageContaining("NUL");
    refused(new char[] {'a', 0}).withMessageContaining("NUL");
    refused('\ud83d').withMessageContaining("surrogate");
    assertThat(CODEC.encode("😀").text()).isEqualTo("\"😀\"");
  }

  @Test
  void whatCouldNotBeReadBackIsRefused() {
    refused(BigInteger.TEN.pow(10_001)).withMessageContaining("longer");
    refused(Map.of("n".repeat(50_001), 1)).withMessageContaining("longer");
    BigInteger long1 = BigInteger.TEN.pow(9_000);
    BigDecimal long2 = new BigDecimal(long1, 5);
    Map<String, Integer> long3 = Map.of("n".repeat(50_000), 1);

    assertThat(CODEC.decode(CODEC.encode(long1), ResultType.of(BigInteger.class))).isEqualTo(long1);
    assertThat(CODEC.decode(CODEC.encode(long2), ResultType.of(BigDecimal.class))).isEqualTo(long2);
    Object back = CODEC.decode(CODEC.encode(long3), ResultType.of(Map.class));
    assertThat(back).isEqualTo(long3);
  }

  @Test
  void decimalsLongerThanCanBeReadAreRefused() {
    refused(new BigDecimal(BigInteger.TEN.pow(10_050), 3)).withMessageContaining("longer");
  }

  @Test
  void aBrokenGetterIsNamed() {
    refused(new Broken()).withMessageContaining("value").withMessageContaining("getter is broken");
  }

  @Test
  void valuesOfMaskedFieldsAreNotQuoted() {
    byte[] json = "{\"user\":\"ann\",\"password\":\"hunter2\"}".getBytes(UTF_8);

    assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> CODEC.decode(Payload.of(json), ResultType.of(Login.class)))
        .withMessageContaining("password")
        .withMessageNotContaining("hunter2")
        .withNoCause();
  }

  @Test
  void nothingIsNoValue() {
    assertThatNullPointerException().isThrownBy(() -> CODEC.encode(null));
    assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> CODEC.decode(Payload.EMPTY, ResultType.of(Note.class)));
  }

  private void unreadable(byte[] bytes) {
    assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> CODEC.decode(Payload.of(bytes), ResultType.of(Note.class)))
        .withMessageContaining("Note");
  }

  private org.assertj.core.api.ThrowableAssertAlternative<PayloadUnreadableException> refused(
      Object value) {
    assertThatExceptionOfType(PayloadUnreadableException.class).isThrownBy(() -> CODEC.hash(value));
    return assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> CODEC.encode(value));
  }
}
