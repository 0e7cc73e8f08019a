package dev.amends.testkit.explore;

import dev.amends.spi.Exclusives;
import dev.amends.spi.Leases;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.Mailbox;
import dev.amends.spi.Retention;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The methods of the store's interfaces that write: each has a fault point on either side. */
enum Boundary {
  RESERVE_NUMBERS(SagaStore.class, "reserveNumbers", PointKind.WRITE),
  FLUSH(SagaStore.class, "flush", PointKind.FLUSH),
  OPEN(SagaStore.class, "open", PointKind.STATEMENT),
  APPEND(SagaStore.class, "append", PointKind.STATEMENT),
  SAVE_PLAN(SagaStore.class, "savePlan", PointKind.WRITE),
  AUDIT(SagaStore.class, "audit", PointKind.WRITE),
  REGISTER(Leases.class, "register", PointKind.WRITE),
  RENEW(Leases.class, "renew", PointKind.WRITE),
  BURY_EXPIRED(Leases.class, "buryExpired", PointKind.WRITE),
  LEAVE(Leases.class, "leave", PointKind.WRITE),
  ADOPT(LiveSagas.class, "adopt", PointKind.FLUSH),
  RELEASE(LiveSagas.class, "release", PointKind.WRITE),
  PUT_MAIL(Mailbox.class, "put", PointKind.WRITE),
  SWEEP_MAIL(Mailbox.class, "sweep", PointKind.WRITE),
  SIGNAL(Mailbox.class, "signal", PointKind.WRITE),
  DROP_MAIL(Mailbox.class, "drop", PointKind.WRITE),
  EXPIRE_SIGNALS(Mailbox.class, "expire", PointKind.WRITE),
  REMOVE_JOURNALS(Retention.class, "journals", PointKind.WRITE),
  REMOVE_SAGAS(Retention.class, "sagas", PointKind.WRITE),
  REMOVE_NODES(Retention.class, "nodes", PointKind.WRITE),
  ACQUIRE(Exclusives.class, "acquire", PointKind.WRITE),
  SYNCHRONIZE(Transactions.class, "flush", PointKind.STATEMENT),
  COMMIT(Transactions.class, "inNew", PointKind.COMMIT);

  private final Class<?> owner;
  private final String method;
  private final PointKind kind;

  Boundary(Class<?> owner, String method, PointKind kind) {
    this.owner = owner;
    this.method = method;
    this.kind = kind;
  }

  /** The boundary that this method is; null for methods that only read. */
  static @Nullable Boundary of(Method method) {
    for (Boundary boundary : values()) {
      if (boundary.owner == method.getDeclaringClass()
          && boundary.method.equals(method.getName())) {
        return boundary;
      }
    }
    return null;
  }

  Class<?> owner() {
    return owner;
  }

  String method() {
    return method;
  }

  PointKind kind() {
    return kind;
  }

  /** Which place it is in a report. */
  String site() {
    return this == COMMIT ? "commit of a transaction" : owner.getSimpleName() + "." + method;
  }

  /** Whether the engine comes by again and again, whatever a saga does. */
  boolean background() {
    return switch (this) {
      case SAVE_PLAN, REGISTER, RENEW, BURY_EXPIRED, LEAVE, RELEASE, SWEEP_MAIL -> true;
      case EXPIRE_SIGNALS, REMOVE_JOURNALS, REMOVE_SAGAS, REMOVE_NODES -> true;
      default -> false;
    };
  }

  /** Whether that place of a report is one which the engine comes by again and again. */
  static boolean background(String site) {
    for (Boundary boundary : values()) {
      if (boundary.background() && boundary.site().equals(site)) {
        return true;
      }
    }
    return false;
  }
}
