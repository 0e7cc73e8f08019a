package dev.amends.jdbc.connection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction's connection as user code may have it: closing it does nothing, and ending the
 * transaction is refused, because its end belongs to who began it.
 */
final class BoundConnection implements InvocationHandler {
  /** SQLSTATE "invalid transaction termination". */
  private static final String INVALID_END = "2D000";

  private final Connection connection;

  private BoundConnection(Connection connection) {
    this.connection = connection;
  }

  static Connection of(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            BoundConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new BoundConnection(connection));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    switch (method.getName()) {
      case "close" -> {
        return null;
      }
      case "equals" -> {
        return arguments != null && proxy == arguments[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      case "commit", "abort", "setAutoCommit" -> throw refusal(method);
      case "rollback" -> {
        // To a savepoint is user code's business.
        if (arguments == null || arguments.length == 0) {
          throw refusal(method);
        }
      }
      default -> {}
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }

  private static SQLException refusal(Method method) {
    return new SQLException(
        "%s() is not for code within the transaction: return to commit, throw to roll back."
            .formatted(method.getName()),
        INVALID_END);
  }
}
