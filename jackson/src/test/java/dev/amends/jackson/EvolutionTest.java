package dev.amends.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.amends.action.ResultType;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.Payload;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Payloads outlive the classes that they were written from. */
class EvolutionTest {
  private static final JacksonCodec CODEC = new JacksonCodec();

  record Order(String id, int amount, boolean express, BigDecimal price, List<String> notes) {}

  record Renamed(@JsonAlias("id") String number) {}

  record Colored(Color color) {}

  record ById(Map<Color, Integer> counts) {}

  enum Color {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "leaf";
      }
    }
  }

  @Tag("P5")
  @Test
  void unknownFieldsAreIgnored() {
    Order order =
        read("{\"id\":\"a\",\"amount\":3,\"former\":{\"x\":[1,2]},\"x\":null}", Order.class);

    assertThat(order).isEqualTo(new Order("a", 3, false, null, null));
  }

  @Test
  void missingAndNullFieldsBecomeNullZeroOrFalse() {
    Order nothing = new Order(null, 0, false, null, null);

    assertThat(read("{}", Order.class)).isEqualTo(nothing);
    assertThat(read("{\"amount\":null,\"express\":null,\"id\":null}", Order.class))
        .isEqualTo(nothing);
  }

  @Test
  void aFormerNameIsReadWhereTheClassSaysSo() {
    assertThat(read("{\"id\":\"a\"}", Renamed.class)).isEqualTo(new Renamed("a"));
    assertThat(read("{\"number\":\"b\"}", Renamed.class)).isEqualTo(new Renamed("b"));
  }

  @Tag("P5")
  @Test
  void anEnumValueThatIsGoneMakesThePayloadUnreadable() {
    unreadable("{\"color\":\"BLUE\"}", Colored.class).withMessageContaining("color");
    unreadable("{\"counts\":{\"BLUE\":1}}", ById.class);
    unreadable("{\"color\":1}", Colored.class);
    unreadable("{\"color\":\"\"}", Colored.class);
  }

  @Test
  void enumsAreStoredByNameWhateverTheySayAboutThemselves() {
    assertThat(CODEC.encode(new Colored(Color.GREEN)).text()).isEqualTo("{\"color\":\"GREEN\"}");
    assertThat(read("{\"color\":\"GREEN\"}", Colored.class)).isEqualTo(new Colored(Color.GREEN));
  }

  @Test
  void aFieldThatChangedItsKindMakesThePayloadUnreadable() {
    unreadable("{\"amount\":\"many\"}", Order.class)
        .withMessageContaining("amount")
        .withMessageContaining("Order");
    unreadable("{\"notes\":\"one\"}", Order.class);
    unreadable("{\"id\":{\"a\":1}}", Order.class);
    unreadable("[]", Order.class);
  }

  @Test
  void aFractionIsNotCutToAnInteger() {
    unreadable("{\"amount\":1.5}", Order.class);
  }

  @Test
  void anIntegerThatDoesNotFitIsNotWrappedRound() {
    unreadable("{\"amount\":3000000000}", Order.class);
  }

  @Test
  void aStoredNumberIsReadAsDecimalToo() {
    assertThat(read("{\"price\":1.50}", Order.class).price()).isEqualTo(new BigDecimal("1.50"));
  }

  @Tag("P5")
  @Test
  void readingLeavesTheBytesAsTheyAre() {
    byte[] odd = " { \"number\" : \"a\" , \"x\" : 1.00 } ".getBytes(UTF_8);
    byte[] before = odd.clone();
    Payload payload = Payload.of(odd);

    CODEC.decode(payload, ResultType.of(Renamed.class));
    CODEC.show(payload);

    assertThat(payload.bytes()).isEqualTo(before);
  }

  private <T> T read(String json, Class<T> type) {
    return CODEC.decode(Payload.of(json.getBytes(UTF_8)), ResultType.of(type));
  }

  private org.assertj.core.api.ThrowableAssertAlternative<PayloadUnreadableException> unreadable(
      String json, Class<?> type) {
    return assertThatExceptionOfType(PayloadUnreadableException.class)
        .isThrownBy(() -> read(json, type));
  }
}
