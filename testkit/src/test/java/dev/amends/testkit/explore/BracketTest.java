package dev.amends.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.error.StoreUnavailableException;
import dev.amends.jackson.JacksonCodec;
import dev.amends.spi.Flushed;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies at a boundary has written what was before it, and nothing after. */
class BracketTest {
  private final List<String> done = new ArrayList<>();

  static Stream<Boundary> ofTheStore() {
    return Stream.of(Boundary.values()).filter(one -> one.owner() != Transactions.class);
  }

  @ParameterizedTest
  @MethodSource("ofTheStore")
  void nothingIsWrittenByAProcessThatDiesBefore(Boundary boundary) throws Exception {
    ExploredNode node = node(boundary, Moment.BEFORE);

    refuses(boundary, node);

    assertThat(node.gone()).isTrue();
    assertThat(done).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ofTheStore")
  void itIsWrittenByAProcessThatDiesAfterwardsAndNobodyIsTold(Boundary boundary) throws Exception {
    ExploredNode node = node(boundary, Moment.AFTER);

    refuses(boundary, node);

    assertThat(node.gone()).isTrue();
    assertThat(done).containsExactly(boundary.method());
    refuses(boundary, node);
    assertThat(done).containsExactly(boundary.method());
  }

  private static ExploredNode node(Boundary boundary, Moment moment) {
    Point point = new Point(boundary.site(), 1, boundary.kind(), "");
    Injection death = new Injection(point, moment, FaultKind.CRASH);
    Director director = new Director(new Scenario(null), List.of(death));
    Scripted definition =
        new Scripted(
            new Effects(Runnable::run), (saga, effects) -> Steps.local(saga, effects, "note"));
    Cast cast = Cast.of(definition, List.of(), new JacksonCodec(), Quick.SETTLE);
    return new ExploredNode(Ground.inMemory(), cast, director, UnaryOperator.identity());
  }

  private void refuses(Boundary boundary, ExploredNode node) throws Exception {
    Object part = part(Bracket.around(recording(SagaStore.class), node), boundary.owner());
    Method method =
        Stream.of(boundary.owner().getMethods())
            .filter(one -> Boundary.of(one) == boundary)
            .findFirst()
            .orElseThrow();
    try {
      assertThat(method.invoke(part, nothing(method))).isEqualTo(Flushed.UNAVAILABLE);
    } catch (InvocationTargetException thrown) {
      assertThat(thrown.getTargetException()).isInstanceOf(StoreUnavailableException.class);
    }
  }

  private static Object part(SagaStore store, Class<?> type) throws Exception {
    for (Method method : SagaStore.class.getMethods()) {
      if (method.getReturnType() == type && method.getParameterCount() == 0) {
        return method.invoke(store);
      }
    }
    return store;
  }

  /** A store that writes down what it is asked for. */
  private <T> T recording(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              boolean part =
                  method.getParameterCount() == 0
                      && method.getReturnType().getPackage() == SagaStore.class.getPackage();
              if (part) {
                return recording(method.getReturnType());
              }
              done.add(method.getName());
              return zero(method.getReturnType());
            }));
  }

  private static Object[] nothing(Method method) {
    return Stream.of(method.getParameterTypes()).map(BracketTest::zero).toArray();
  }

  private static @Nullable Object zero(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    return type == long.class ? 0L : null;
  }
}
