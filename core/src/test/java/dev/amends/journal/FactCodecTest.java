package dev.amends.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.error.PayloadUnreadableException;
import dev.amends.sample.EveryFact;
import dev.amends.sample.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactCodecTest {
  private static final int RANDOM_CASES = 20_000;
  private static final String GOLDEN = "facts.golden.txt";

  static List<Fact> facts() {
    return EveryFact.all();
  }

  @Test
  void hasACaseForEveryKindOfFact() {
    assertThat(EveryFact.plain().stream().map(Object::getClass).toList())
        .hasSameElementsAs(EveryFact.kinds());
  }

  @ParameterizedTest
  @MethodSource("facts")
  void readsEachFactAsItWasWritten(Fact fact) {
    assertThat(FactCodec.decode(FactCodec.encode(List.of(fact)))).containsExactly(fact);
  }

  @Test
  void keepsTheOrderOfTheFactsOfOneEntry() {
    List<Fact> facts = EveryFact.all();
    assertThat(FactCodec.decode(FactCodec.encode(facts))).isEqualTo(facts);
    assertThat(FactCodec.decode(FactCodec.encode(List.of()))).isEmpty();
  }

  @Test
  void keepsTimesToTheMicrosecond() {
    Instant nanos = Instant.parse("2026-01-01T00:00:00.123456789Z");
    Instant early = Instant.parse("1969-12-31T23:59:59.123456789Z");
    assertThat(due(nanos)).isEqualTo(Instant.parse("2026-01-01T00:00:00.123456Z"));
    assertThat(due(early)).isEqualTo(Instant.parse("1969-12-31T23:59:59.123456Z"));
  }

  private static Instant due(Instant time) {
    byte[] bytes = FactCodec.encode(List.of(new Fact.ProbedAbsent(0, time)));
    return ((Fact.ProbedAbsent) FactCodec.decode(bytes).get(0)).due();
  }

  /**
   * A line is the name of a fact and the entry that holds it alone. Lines are added, never changed.
   */
  @Test
  void readsAndWritesTheStoredFormThatIsOnRecord() throws IOException {
    Map<String, String> golden = golden();
    for (Fact fact : EveryFact.plain()) {
      String name = fact.getClass().getSimpleName();
      String now = HexFormat.of().formatHex(FactCodec.encode(List.of(fact)));
      assertThat(now).as("%s %s is not in %s", name, now, GOLDEN).isEqualTo(golden.remove(name));
      assertThat(FactCodec.decode(HexFormat.of().parseHex(now))).containsExactly(fact);
    }
    assertThat(golden).as("facts that are gone").isEmpty();
  }

  private static Map<String, String> golden() throws IOException {
    try (InputStream in = FactCodecTest.class.getResourceAsStream(GOLDEN)) {
      assertThat(in).as(GOLDEN).isNotNull();
      Map<String, String> lines = new LinkedHashMap<>();
      for (String line : new String(in.readAllBytes(), UTF_8).strip().split("\n", -1)) {
        String[] words = line.split(" ", -1);
        lines.put(words[0], words[1]);
      }
      return lines;
    }
  }

  @Test
  void refusesAnEntryThatIsCutOffAnywhere() {
    for (Fact fact : EveryFact.plain()) {
      byte[] whole = FactCodec.encode(List.of(new Fact.Acquired(), fact));
      for (int length = 0; length < whole.length; length++) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> FactCodec.decode(part))
            .as("%s cut to %d", fact, length)
            .isInstanceOf(PayloadUnreadableException.class);
      }
    }
  }

  @Test
  void refusesAnotherFormatAndCodesThatItDoesNotKnow() {
    byte[] other = FactCodec.encode(List.of(new Fact.Acquired()));
    other[0] = 2;
    assertThatThrownBy(() -> FactCodec.decode(other))
        .isInstanceOf(PayloadUnreadableException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("a newer one");
    for (int code = 0; code < 256; code++) {
      if (code == 0 || code > EveryFact.kinds().size()) {
        byte[] unknown = {1, 1, (byte) code, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> FactCodec.decode(unknown))
            .as("code %d", code)
            .isInstanceOf(PayloadUnreadableException.class);
      }
    }
  }

  @Test
  void refusesSizesThatTheBytesDoNotHold() {
    byte[] hugeCount = {1, -1, -1, -1, -1, 7};
    byte[] negativeCount = {1, -1, -1, -1, -1, 15};
    byte[] endlessCount = {1, -1, -1, -1, -1, -1, -1};
    byte[] hugePayload = {1, 1, 5, 0, -1, -1, -1, -1, 7, 1};
    byte[] negativePayload = {1, 1, 5, 0, -1, -1, -1, -1, 15, 1};
    for (byte[] bytes :
        List.of(hugeCount, negativeCount, endlessCount, hugePayload, negativePayload)) {
      assertThatThrownBy(() -> FactCodec.decode(bytes))
          .as(HexFormat.of().formatHex(bytes))
          .isInstanceOf(PayloadUnreadableException.class);
    }
  }

  @Test
  @Timeout(10)
  void saysOfAnyBytesThatTheyAreUnreadableAndNothingElse() {
    Random random = new Random(20_260_727);
    List<byte[]> valid = new ArrayList<>();
    EveryFact.plain().forEach(fact -> valid.add(FactCodec.encode(List.of(fact, fact))));
    int refused = 0;
    for (int i = 0; i < RANDOM_CASES; i++) {
      byte[] bytes = i % 2 == 0 ? noise(random) : damaged(valid, random);
      try {
        assertThat(FactCodec.decode(bytes)).isNotNull();
      } catch (PayloadUnreadableException unreadable) {
        refused++;
      } catch (RuntimeException | Error other) {
        throw new AssertionError("case " + i + ": " + HexFormat.of().formatHex(bytes), other);
      }
    }
    assertThat(refused).isBetween(RANDOM_CASES / 2, RANDOM_CASES - 1);
  }

  /** Begins as an entry does, so that it gets past the first look. */
  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    if (bytes.length > 2) {
      bytes[0] = 1;
      bytes[1] = (byte) random.nextInt(4);
      bytes[2] = (byte) random.nextInt(24);
    }
    return bytes;
  }

  private static byte[] damaged(List<byte[]> valid, Random random) {
    byte[] bytes = valid.get(random.nextInt(valid.size())).clone();
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Test
  void writesAMapTheSameWayWhateverItsOrder() {
    Map<String, String> forwards = new LinkedHashMap<>();
    Map<String, String> backwards = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forwards.put("k" + i, "v" + i);
      backwards.put("k" + (19 - i), "v" + (19 - i));
    }
    assertThat(FactCodec.encode(List.of(started(forwards))))
        .isEqualTo(FactCodec.encode(List.of(started(backwards))));
  }

  private static Fact started(Map<String, String> context) {
    return new Fact.Started(Payload.EMPTY, context, Facts.t(0), null);
  }
}
