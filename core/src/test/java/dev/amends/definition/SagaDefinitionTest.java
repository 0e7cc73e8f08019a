package dev.amends.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.action.ResultType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The input type that a definition reads from its own class. */
class SagaDefinitionTest {
  private static class Plain implements SagaDefinition<Integer, Void> {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public void define(SagaBuilder<Integer, Void> saga) {}
  }

  /** What a framework makes of a definition. */
  private static final class Enhanced extends Plain implements AutoCloseable {
    @Override
    public void close() {}
  }

  private static final class Listed
      implements Comparable<Listed>, SagaDefinition<List<Long>, Void> {
    @Override
    public String name() {
      return "listed";
    }

    @Override
    public void define(SagaBuilder<List<Long>, Void> saga) {}

    @Override
    public int compareTo(Listed other) {
      return 0;
    }
  }

  private abstract static class Base<I> implements SagaDefinition<I, Void> {
    @Override
    public String name() {
      return "base";
    }

    @Override
    public void define(SagaBuilder<I, Void> saga) {}
  }

  private static final class OfBase extends Base<String> {}

  private static final class OfBaseThatSays extends Base<String> {
    @Override
    public ResultType<String> input() {
      return ResultType.of(String.class);
    }
  }

  private interface Ours extends SagaDefinition<String, Void> {}

  private static final class Indirect implements Ours {
    @Override
    public String name() {
      return "indirect";
    }

    @Override
    public void define(SagaBuilder<String, Void> saga) {}
  }

  @Test
  void isTheFirstTypeArgument() {
    assertThat(new Plain().input()).isEqualTo(ResultType.of(Integer.class));
  }

  @Test
  void isThatOfTheClassBehindASubclass() {
    assertThat(new Enhanced().input()).isEqualTo(ResultType.of(Integer.class));
    assertThat(new Plain() {}.input()).isEqualTo(ResultType.of(Integer.class));
  }

  @Test
  void keepsItsOwnTypeArguments() {
    assertThat(new Listed().input().type()).isInstanceOf(ParameterizedType.class);
    assertThat(new Listed().input().type()).hasToString("java.util.List<java.lang.Long>");
    assertThat(new Listed().input()).isEqualTo(ResultType.listOf(Long.class));
  }

  @Test
  void mustBeSaidWhereTheClassDoesNotTell() {
    for (SagaDefinition<?, ?> mute : List.of(new OfBase(), new Indirect(), proxy())) {
      assertThatThrownBy(mute::input)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(mute.getClass().getName())
          .hasMessageContaining("override input()");
    }
    assertThat(new OfBaseThatSays().input()).isEqualTo(ResultType.of(String.class));
  }

  private static SagaDefinition<?, ?> proxy() {
    return (SagaDefinition<?, ?>)
        Proxy.newProxyInstance(
            SagaDefinition.class.getClassLoader(),
            new Class<?>[] {SagaDefinition.class},
            (self, method, arguments) ->
                method.isDefault()
                    ? InvocationHandler.invokeDefault(self, method, arguments)
                    : null);
  }
}
