package dev.amends.spring.engine;

import dev.amends.error.StoreUnavailableException;
import dev.amends.spi.Exclusives;
import dev.amends.spi.Leases;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.Mailbox;
import dev.amends.spi.Retention;
import dev.amends.spi.SagaStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that the engine can be built on before the database can be reached: until {@link #open}
 * has been called, everything that is asked of it is unavailable. So definitions are checked at
 * start-up in any case.
 */
final class LateStore {
  /** Parts of a store that the engine fetches once, when it is built. */
  private static final Set<Class<?>> PARTS =
      Set.of(Leases.class, LiveSagas.class, Mailbox.class, Exclusives.class, Retention.class);

  private final SagaStore proxy = late(SagaStore.class, this::store);
  private volatile @Nullable SagaStore real;

  /** What the engine is given. */
  SagaStore asStore() {
    return proxy;
  }

  /** From now on, this one answers. */
  void open(SagaStore store) {
    this.real = store;
  }

  /** Whether the database has been reached once. */
  boolean isOpen() {
    return real != null;
  }

  void close() {
    SagaStore store = real;
    if (store != null) {
      store.close();
    }
  }

  private SagaStore store() {
    SagaStore store = real;
    if (store == null) {
      throw new StoreUnavailableException(
          "The database has not been reached since this application started. Nothing was written; it may be tried again.");
    }
    return store;
  }

  private static <T> T late(Class<T> type, Supplier<? extends T> target) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
          }
          if (PARTS.contains(method.getReturnType())) {
            return late(method.getReturnType(), () -> part(target.get(), method));
          }
          return call(target.get(), method, arguments);
        };
    return type.cast(
        Proxy.newProxyInstance(LateStore.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T part(Object store, Method method) {
    try {
      return (T) method.invoke(store);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }

  private static Object ofObject(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "LateStore";
    };
  }
}
