package dev.amends.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.amends.action.ResultType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored comes back as it was. */
class RoundTripTest {
  private static final JacksonCodec CODEC = new JacksonCodec();

  record Channel(String name, int members) {}

  record Box<T>(T content) {}

  record Money(BigDecimal amount, String currency) {}

  record Times(
      Instant instant,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      Duration duration,
      Period period,
      Year year,
      YearMonth month) {}

  record Everything(
      String text,
      long number,
      double fraction,
      boolean flag,
      BigDecimal decimal,
      BigInteger integer,
      UUID id,
      Optional<String> maybe,
      List<Channel> channels,
      Map<String, LocalDate> dates,
      byte[] bytes) {
    /** Arrays are equal only to themselves. */
    Everything withoutBytes() {
      return new Everything(
          text, number, fraction, flag, decimal, integer, id, maybe, channels, dates, null);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(Card.class), @JsonSubTypes.Type(Cash.class)})
  sealed interface Payment permits Card, Cash {}

  record Card(String number) implements Payment {}

  record Cash(int coins) implements Payment {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.00",
        "-1.10",
        "1E+3",
        "1E-30",
        "12345678901234567890.123456789012345678901234567890",
        "9.99999999999999999999999999E+40",
        "100"
      })
  void decimalsKeepEveryDigitAndTheirScale(String digits) {
    Money money = new Money(new BigDecimal(digits), "EUR");

    Money back = back(money, Money.class);

    assertThat(back.amount()).isEqualTo(money.amount());
    assertThat(CODEC.encode(money).text()).contains("\"amount\":\"" + money.amount() + "\"");
  }

  @Test
  void timesAreIsoTextsAndKeepZoneAndNanoseconds() {
    Times times =
        new Times(
            Instant.parse("2026-02-28T23:59:59.123456789Z"),
            LocalDate.of(2024, 2, 29),
            LocalTime.of(0, 0, 0, 1),
            LocalDateTime.of(2026, 3, 29, 2, 30),
            OffsetDateTime.of(2026, 1, 1, 12, 0, 0, 0, ZoneOffset.ofHoursMinutes(5, 30)),
            ZonedDateTime.of(2026, 7, 1, 12, 0, 0, 0, ZoneId.of("Europe/Berlin")),
            Duration.ofMillis(1_500),
            Period.of(1, 2, 3),
            Year.of(2026),
            YearMonth.of(2026, 12));

    assertThat(back(times, Times.class)).isEqualTo(times);
    assertThat(CODEC.encode(times).text())
        .contains("\"2024-02-29\"", "\"PT1.5S\"", "\"P1Y2M3D\"", "\"2026\"", "\"2026-12\"")
        .contains("\"2026-01-01T12:00:00+05:30\"")
        .contains("[Europe/Berlin]");
  }

  @Test
  void zonesKeepTheirName() {
    for (String zone : List.of("UTC", "Z", "+02:00", "Europe/Berlin", "America/St_Johns")) {
      ZonedDateTime time = ZonedDateTime.of(2026, 7, 1, 12, 0, 0, 0, ZoneId.of(zone));

      assertThat(back(time, ZonedDateTime.class)).isEqualTo(time);
      assertThat(back(time, ZonedDateTime.class).getZone()).isEqualTo(time.getZone());
    }
  }

  @Test
  void jsonIsCompact() {
    assertThat(CODEC.encode(new Channel("a", 1)).text())
        .isEqualTo("{\"name\":\"a\",\"members\":1}");
  }

  @Test
  void listsOfRecordsComeBackAsRecords() {
    List<Channel> channels = List.of(new Channel("a", 1), new Channel("b", 2));

    assertThat(CODEC.decode(CODEC.encode(channels), ResultType.listOf(Channel.class)))
        .isEqualTo(channels);
  }

  @Test
  void genericRecordsComeBackWithTheirArgument() {
    Box<List<Channel>> box = new Box<>(List.of(new Channel("a", 1)));
    Type type = generic(Box.class, generic(List.class, Channel.class));

    Object back = CODEC.decode(CODEC.encode(box), new ResultType<>(type));

    assertThat(back).isEqualTo(box);
  }

  @Test
  void sealedTypesThatNameTheirKindComeBack() {
    Payment cash = new Cash(3);

    assertThat(back(cash, Payment.class)).isEqualTo(cash);
    assertThat(
            CODEC.decode(
                CODEC.encode(cash, ResultType.of(Payment.class)), ResultType.of(Payment.class)))
        .isEqualTo(cash);
  }

  @Test
  void sealedTypesInsideOfGenericTypesComeBackWhenTheTypeIsTold() {
    ResultType<Object> box = new ResultType<>(generic(Box.class, Payment.class));
    ResultType<Object> map = new ResultType<>(generic(Map.class, String.class, Payment.class));
    Box<Payment> card = new Box<>(new Card("4711"));
    Map<String, Payment> wallet = Map.of("a", new Card("4711"), "b", new Cash(3));

    assertThat(CODEC.decode(CODEC.encode(card, box), box)).isEqualTo(card);
    assertThat(CODEC.decode(CODEC.encode(wallet, map), map)).isEqualTo(wallet);
  }

  @Test
  void listsOfSealedTypesComeBack() {
    List<Payment> payments = List.of(new Card("4711"), new Cash(3));
    ResultType<List<Payment>> type = ResultType.listOf(Payment.class);

    assertThat(CODEC.decode(CODEC.encode(payments), type)).isEqualTo(payments);
    assertThat(CODEC.decode(CODEC.encode(payments, type), type)).isEqualTo(payments);
  }

  @Test
  void tellingTheTypeChangesNothingWhereTheClassSaysItAll() {
    Channel channel = new Channel("a", 1);

    assertThat(CODEC.encode(channel, ResultType.of(Channel.class)))
        .isEqualTo(CODEC.encode(channel));
    assertThat(CODEC.encode(7, ResultType.of(int.class))).isEqualTo(CODEC.encode(7));
  }

  @Test
  void plainValuesComeBack() {
    assertThat(back("text", String.class)).isEqualTo("text");
    assertThat(back(42, Integer.class)).isEqualTo(42);
    assertThat(back(true, Boolean.class)).isTrue();
    assertThat(back(LocalDate.EPOCH, LocalDate.class)).isEqualTo(LocalDate.EPOCH);
    assertThat(back(new BigDecimal("1.50"), BigDecimal.class)).isEqualTo(new BigDecimal("1.50"));
    Object nothing = back(Optional.empty(), Optional.class);
    assertThat(nothing).isEqualTo(Optional.empty());
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anythingComesBack(int seed) {
    Everything before = anything(new Random(seed));

    Everything after = back(before, Everything.class);

    assertThat(after.withoutBytes()).isEqualTo(before.withoutBytes());
    assertThat(after.bytes()).isEqualTo(before.bytes());
    assertThat(CODEC.encode(after)).isEqualTo(CODEC.encode(before));
    assertThat(CODEC.hash(after)).hasToString(CODEC.hash(before).toString());
  }

  private <T> T back(Object value, Class<T> type) {
    return CODEC.decode(CODEC.encode(value), ResultType.of(type));
  }

  private static Everything anything(Random random) {
    List<Channel> channels = new ArrayList<>();
    Map<String, LocalDate> dates = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      channels.add(new Channel(text(random), random.nextInt()));
      dates.put(text(random), LocalDate.ofEpochDay(random.nextInt(4_000_000) - 2_000_000));
    }
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return new Everything(
        text(random),
        random.nextLong(),
        random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300),
        random.nextBoolean(),
        new BigDecimal(new BigInteger(random.nextInt(300), random), random.nextInt(200) - 100),
        new BigInteger(random.nextInt(500), random),
        new UUID(random.nextLong(), random.nextLong()),
        random.nextBoolean() ? Optional.empty() : Optional.of(text(random)),
        channels,
        dates,
        bytes);
  }

  /** Text of all planes, control characters too, without NUL and broken pairs. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      int point = 1 + random.nextInt(random.nextBoolean() ? 0x7f : Character.MAX_CODE_POINT - 1);
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  private static Type generic(Class<?> raw, Type... arguments) {
    return new ParameterizedType() {
      @Override
      public Type[] getActualTypeArguments() {
        return arguments;
      }

      @Override
      public Type getRawType() {
        return raw;
      }

      @Override
      public Type getOwnerType() {
        return raw.getDeclaringClass();
      }
    };
  }
}
