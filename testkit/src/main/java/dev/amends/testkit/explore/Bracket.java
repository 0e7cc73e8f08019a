package dev.amends.testkit.explore;

import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.spi.Append;
import dev.amends.spi.Exclusives;
import dev.amends.spi.Flushed;
import dev.amends.spi.Leases;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.Mailbox;
import dev.amends.spi.Retention;
import dev.amends.spi.SagaStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands around a store's interface on behalf of a node: every writing method is a point, and once
 * the node is gone, nothing gets through.
 */
final class Bracket implements InvocationHandler {
  private static final Set<Class<?>> PARTS =
      Set.of(Leases.class, LiveSagas.class, Mailbox.class, Exclusives.class, Retention.class);

  private final Object target;
  private final ExploredNode node;

  private Bracket(Object target, ExploredNode node) {
    this.target = target;
    this.node = node;
  }

  /** The store as the node sees it. */
  static SagaStore around(SagaStore store, ExploredNode node) {
    return around(SagaStore.class, store, node);
  }

  private static <T> T around(Class<T> type, Object target, ExploredNode node) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Bracket(target, node)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return call(target, method, args);
    }
    if (PARTS.contains(method.getReturnType())) {
      Object part = call(target, method, args);
      return part == null ? null : around(method.getReturnType(), part, node);
    }
    Boundary boundary = Boundary.of(method);
    if (boundary != null) {
      return write(boundary, method, args);
    }
    return node.gone() ? refuse(method) : call(target, method, args);
  }

  private @Nullable Object write(Boundary boundary, Method method, Object @Nullable [] args)
      throws Throwable {
    if (node.gone()) {
      return refuse(method);
    }
    Injection injection = node.pass(boundary, node.describe(args));
    if (injection != null && injection.moment() == Moment.BEFORE) {
      return fail(injection, method);
    }
    Object result = call(target, method, args);
    if (result instanceof Leases.Lease lease) {
      node.incarnation(lease.incarnation());
    }
    return injection == null ? result : fail(injection, method);
  }

  private Object fail(Injection injection, Method method) {
    return switch (injection.fault()) {
      case CRASH -> {
        node.die();
        yield refuse(method);
      }
      case TIMEOUT -> {
        if (method.getReturnType() == Flushed.class) {
          yield Flushed.BLOCKED;
        }
        yield refuse(method);
      }
      case LOST_ANSWER -> lost(method);
      case ERROR, LATE, STOP -> refuse(method);
    };
  }

  private static Object lost(Method method) {
    if (method.getReturnType() == Flushed.class) {
      return Flushed.LOST;
    }
    Boundary boundary = Boundary.of(method);
    boolean once =
        boundary == Boundary.AUDIT || boundary == Boundary.PUT_MAIL || boundary == Boundary.SIGNAL;
    if (once) {
      throw new UnknownCommitException("The answer to the commit was lost (injected).");
    }
    return refuse(method);
  }

  private static Object refuse(Method method) {
    if (method.getReturnType() == Flushed.class) {
      return Flushed.UNAVAILABLE;
    }
    throw unavailable();
  }

  static StoreUnavailableException unavailable() {
    return new StoreUnavailableException("The database cannot be reached (injected).");
  }

  static @Nullable Object call(Object target, Method method, Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }

  /** The appends among a call's arguments. */
  static List<Append> appends(Object @Nullable [] args) {
    if (args == null || args.length == 0) {
      return List.of();
    }
    if (args[0] instanceof Append append) {
      return List.of(append);
    }
    if (args[0] instanceof List<?> list) {
      return list.stream().filter(Append.class::isInstance).map(Append.class::cast).toList();
    }
    return List.of();
  }
}
