package dev.amends.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.spi.InputHash;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal inputs have equal hashes, however they are written; different ones do not. */
class CanonicalHashTest {
  private static final JacksonCodec CODEC = new JacksonCodec();

  record Before(String name, int count) {}

  record After(String name, int count, String added, List<String> more) {}

  record Reordered(int count, String name) {}

  record Price(BigDecimal amount) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1}",
        "{\"a\":1} | {\"a\":1,\"b\":null}",
        "{\"a\":{\"b\":null}} | {\"a\":{}}",
        "1 | 1.0",
        "1 | 1e0",
        "100 | 1E+2",
        "0 | -0.0",
        "0 | 0E-20",
        "0.10 | 1e-1",
        "[1, 2] | [1.0,2.00]",
        "\"\\u0061\" | \"a\""
      })
  void equalTreesHaveEqualHashes(String one, String other) {
    assertThat(hash(one)).isEqualTo(hash(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1} | {\"a\":2}",
        "{\"a\":1} | {\"b\":1}",
        "{\"a\":1} | {\"a\":\"1\"}",
        "{} | []",
        "{} | null",
        "[] | [null]",
        "[1,2] | [2,1]",
        "[[1],2] | [1,[2]]",
        "[\"ab\"] | [\"a\",\"b\"]",
        "[\"a\",\"b\"] | [\"a,b\"]",
        "{\"a\":{\"b\":1}} | {\"a\":1,\"b\":1}",
        "true | false",
        "true | \"true\"",
        "0 | false",
        "1 | 1.0000000000000000000000000001",
        "9007199254740993 | 9007199254740992",
        "\"a\" | \"A\"",
        "\"\" | null"
      })
  void differentTreesHaveDifferentHashes(String one, String other) {
    assertThat(hash(one)).isNotEqualTo(hash(other));
  }

  @Tag("I6")
  @Test
  void aNewFieldThatIsNullDoesNotBreakRepeatsAfterADeployment() {
    assertSame(new Before("a", 1), new After("a", 1, null, null));
    assertSame(new Before("a", 1), new Reordered(1, "a"));
  }

  @Test
  void decimalsAreComparedByValue() {
    assertSame(new Price(new BigDecimal("10.0")), new Price(new BigDecimal("10.00")));
    assertSame(new Price(new BigDecimal("1E+1")), Map.of("amount", 10));
    assertThat(
            CODEC
                .hash(new Price(new BigDecimal("10.0")))
                .differsFrom(CODEC.hash(new Price(new BigDecimal("10.01")))))
        .isTrue();
  }

  @Test
  void theSchemeOfTheseHashesIsOneAndStaysAsItIs() {
    InputHash hash = CODEC.hash(new Before("a", 1));

    assertThat(hash)
        .hasToString("1:a569d123877b2c90fcd10efe83b19c93da3a35531a487599ed1435ac31cf7e4c");
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfFieldsNeverMatters(int seed) {
    Random random = new Random(seed);
    Object value = anything(random, 3);

    assertSame(value, shuffled(value, random));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneChangedLeafAlwaysMatters(int seed) {
    Object value = anything(new Random(seed), 3);

    assertThat(
            CODEC
                .hash(Map.of("value", value, "leaf", seed))
                .differsFrom(CODEC.hash(Map.of("value", value, "leaf", seed + 1))))
        .isTrue();
    assertThat(CODEC.hash(value).differsFrom(CODEC.hash(List.of(value)))).isTrue();
  }

  private static void assertSame(Object one, Object other) {
    assertThat(CODEC.hash(one)).hasToString(CODEC.hash(other).toString());
  }

  private static List<Byte> hash(String json) {
    List<Byte> bytes = new ArrayList<>();
    for (byte each : CanonicalHash.of(json.getBytes(UTF_8)).digest()) {
      bytes.add(each);
    }
    return bytes;
  }

  private static Object anything(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> random.nextInt(100);
      case 1 -> "text" + random.nextInt(100);
      case 2 -> random.nextBoolean();
      case 3 -> {
        Object[] list = new Object[random.nextInt(4)];
        Arrays.setAll(list, i -> anything(random, depth - 1));
        yield List.of(list);
      }
      default -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
          map.put("k" + random.nextInt(50), anything(random, depth - 1));
        }
        yield map;
      }
    };
  }

  private static Object shuffled(Object value, Random random) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> shuffled(each, random)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      List<Object> keys = new ArrayList<>(map.keySet());
      Collections.shuffle(keys, random);
      Map<Object, Object> copy = new LinkedHashMap<>();
      keys.forEach(key -> copy.put(key, shuffled(map.get(key), random)));
      copy.put("nothing", null);
      return copy;
    }
    return value;
  }
}
