package dev.amends.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultTypeTest {
  @SuppressWarnings("unused")
  private static final class Fields<T> {
    List<String> list;
    Set<String> set;
    Map<String, List<Integer>> map;
    List<String>[] array;
    T variable;
  }

  private static Type type(String field) {
    try {
      return Fields.class.getDeclaredField(field).getGenericType();
    } catch (NoSuchFieldException missing) {
      throw new AssertionError(missing);
    }
  }

  @Test
  void isAPlainClass() {
    assertThat(ResultType.of(String.class).type()).isEqualTo(String.class);
    assertThat(ResultType.of(String.class).raw()).isEqualTo(String.class);
    assertThat(ResultType.of(int[].class).raw()).isEqualTo(int[].class);
  }

  @Test
  void isAListThatEqualsTheOneThatReflectionFinds() {
    Type ours = ResultType.listOf(String.class).type();
    assertThat(ours).isEqualTo(type("list")).isInstanceOf(ParameterizedType.class);
    assertThat(type("list")).isEqualTo(ours);
    assertThat(ours).hasSameHashCodeAs(type("list"));
    assertThat(((ParameterizedType) ours).getOwnerType()).isNull();
    assertThat(ResultType.listOf(String.class)).isEqualTo(ResultType.listOf(String.class));
    assertThat(ResultType.listOf(String.class)).isNotEqualTo(ResultType.listOf(Integer.class));
    assertThat(ours).isNotEqualTo(type("set")).isNotEqualTo(type("map"));
  }

  @Test
  void tellsTheClassBehindItsTypeArguments() {
    assertThat(new ResultType<>(type("map")).raw()).isEqualTo(Map.class);
    assertThat(ResultType.listOf(String.class).raw()).isEqualTo(List.class);
    assertThat(new ResultType<>(type("array")).raw()).isEqualTo(List[].class);
    assertThat(new ResultType<>(type("variable")).raw()).isEqualTo(Object.class);
  }

  @Test
  void isNeverNull() {
    assertThatThrownBy(() -> new ResultType<>(null)).isInstanceOf(NullPointerException.class);
  }
}
