package dev.amends.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No writing method of the store's interfaces is without a fault point. */
class BoundaryTest {
  private static final Set<String> ONLY_READ =
      Set.of(
          "SagaStore.stampAt",
          "SagaStore.journal",
          "SagaStore.journals",
          "SagaStore.find",
          "SagaStore.byNumber",
          "SagaStore.list",
          "SagaStore.countUnfinished",
          "SagaStore.plan",
          "SagaStore.audits",
          "SagaStore.now",
          "SagaStore.lockTimeout",
          "SagaStore.close",
          "Leases.nodes",
          "Leases.unheld",
          "LiveSagas.orphans",
          "LiveSagas.ownedBy",
          "LiveSagas.due",
          "LiveSagas.stranded",
          "Mailbox.late",
          "Mailbox.poll",
          "Mailbox.of",
          "Exclusives.holder",
          "Transactions.active",
          "Transactions.connectionBound",
          "Transactions.onCompletion",
          "Transactions.transientFailure");

  @Test
  void everyMethodEitherReadsOrHasAFaultPoint() {
    Set<String> undecided = new TreeSet<>();
    for (Class<?> type : interfaces()) {
      for (Method method : methods(type)) {
        String name = type.getSimpleName() + "." + method.getName();
        boolean bracketed = Boundary.of(method) != null;
        if (!isPart(method) && bracketed == ONLY_READ.contains(name)) {
          undecided.add(name);
        }
      }
    }
    assertThat(undecided)
        .as("methods that neither read only nor have a fault point; enter them in Boundary")
        .isEmpty();
  }

  @Test
  void everyBoundaryIsAMethodThatIsThere() {
    for (Boundary boundary : Boundary.values()) {
      assertThat(methods(boundary.owner()))
          .as("%s", boundary)
          .anyMatch(method -> Boundary.of(method) == boundary);
    }
  }

  private static Set<Class<?>> interfaces() {
    Set<Class<?>> found = new LinkedHashSet<>();
    Deque<Class<?>> next = new ArrayDeque<>(List.of(SagaStore.class, Transactions.class));
    while (!next.isEmpty()) {
      Class<?> type = next.poll();
      if (found.add(type)) {
        methods(type).stream()
            .filter(BoundaryTest::isPart)
            .forEach(m -> next.add(m.getReturnType()));
      }
    }
    return found;
  }

  private static boolean isPart(Method method) {
    Class<?> type = method.getReturnType();
    return type.isInterface()
        && method.getParameterCount() == 0
        && type.getPackage() == SagaStore.class.getPackage();
  }

  private static List<Method> methods(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .toList();
  }
}
