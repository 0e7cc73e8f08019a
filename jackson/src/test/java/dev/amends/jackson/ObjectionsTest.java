package dev.amends.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.amends.action.ResultType;
import jakarta.persistence.Entity;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types whose values would not come back are named at start-up. */
class ObjectionsTest {
  private static final JacksonCodec CODEC = new JacksonCodec();

  record Fine(
      String text,
      BigDecimal amount,
      LocalDate date,
      ZoneId zone,
      Path path,
      Number number,
      CharSequence chars,
      UUID id,
      Color color,
      Optional<Nested> nested,
      List<Nested> list,
      Set<String> set,
      Collection<Integer> numbers,
      Map<String, Object> map,
      Nested[] array,
      Payment payment) {}

  record Nested(int n, Nested self) {}

  enum Color {
    RED
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(Cash.class))
  interface Payment {}

  record Cash(int coins) implements Payment {}

  interface Shape {}

  abstract static class Base {}

  interface Made {
    @JsonCreator
    static Made of(String text) {
      return new Made() {};
    }
  }

  record WithShape(String name, Shape shape) {}

  record WithShapes(Map<String, List<Shape>> shapes) {}

  record WithBase(Optional<Base> base) {}

  @Entity
  static class Row {
    public long id;
  }

  static class SubRow extends Row {}

  record WithRow(List<Row> rows) {}

  static final class NoCreator {
    private final int value;

    NoCreator(int first, int second) {
      this.value = first + second;
    }

    public int getValue() {
      return value;
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Fine.class,
        Nested.class,
        String.class,
        int.class,
        Integer.class,
        Map.class,
        List.class,
        Payment.class,
        Made.class,
        Color.class,
        byte[].class,
        LocalDate.class,
        Void.class
      })
  void ordinaryTypesAreFine(Class<?> type) {
    assertThat(CODEC.objection(type)).isEmpty();
  }

  @Test
  void objectSaysNothing() {
    assertThat(CODEC.objection(Object.class)).get().asString().contains("Object");
  }

  @Test
  void interfacesAndAbstractClassesNobodyCanMakeAreNamed() {
    objects(Shape.class, "Shape", "abstract");
    objects(Base.class, "Base", "abstract");
    objects(ResultType.listOf(Shape.class).type(), "element", "Shape");
    objects(Shape[].class, "Shape");
  }

  @Test
  void componentsAreLookedAtToAnyDepth() {
    objects(WithShape.class, "WithShape.shape", "abstract");
    objects(WithShapes.class, "WithShapes.shapes", "abstract");
    objects(WithBase.class, "WithBase.base", "abstract");
  }

  @Test
  void entitiesAreNamed() {
    objects(Row.class, "Row", "JPA entity");
    objects(SubRow.class, "SubRow", "JPA entity");
    objects(WithRow.class, "WithRow.rows", "JPA entity");
    objects(ResultType.listOf(Row.class).type(), "JPA entity");
  }

  @Test
  void classesThatCannotBeMadeAreNamed() {
    objects(NoCreator.class, "NoCreator");
  }

  private static void objects(Type type, String... words) {
    assertThat(CODEC.objection(type)).get().asString().contains(words);
  }
}
