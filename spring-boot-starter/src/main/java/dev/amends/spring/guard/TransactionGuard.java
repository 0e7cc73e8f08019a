package dev.amends.spring.guard;

import dev.amends.error.InsideTransactionException;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import dev.amends.spi.Invocation;
import dev.amends.spi.Transactions;
import dev.amends.spring.CurrentInvocation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the calling thread holds a transaction, or a connection that open-in-view has bound
 * to it, before a remote call leaves: for as long as the other side takes, the connection would be
 * missing from the pool and its locks would be held. Clients that the starter configures ask by
 * themselves; other clients may call {@link #check}. Safe for many threads.
 */
public final class TransactionGuard {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionGuard.class);

  /** Most places that are remembered as warned about; beyond it, warnings are repeated. */
  private static final int MAX_REMEMBERED = 1_000;

  private final GuardMode mode;
  private final Transactions transactions;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  public TransactionGuard(GuardMode mode, Transactions transactions) {
    this.mode = mode;
    this.transactions = transactions;
  }

  /**
   * Speaks up when this thread must not wait for somebody else.
   *
   * @param call what is about to be done, for a person: {@code POST api.example.com}
   * @throws InsideTransactionException if the mode is {@link GuardMode#FAIL} and a transaction or
   *     connection is held; nothing was sent then
   */
  public void check(String call) {
    if (mode == GuardMode.OFF) {
      return;
    }
    String held = held();
    if (held.isEmpty()) {
      return;
    }
    String message =
        "%s%s was called while %s: for as long as the other side takes, nobody else can use that connection. %s"
            .formatted(
                call,
                CurrentInvocation.get().map(TransactionGuard::place).orElse(""),
                held,
                "Make the call in a remote step or before the transaction begins (amends.guard=warn only warns).");
    if (mode == GuardMode.FAIL) {
      throw refusal(message);
    }
    if (warned.size() >= MAX_REMEMBERED || warned.add(call)) {
      LOG.warn("Allowed by amends.guard=warn: {}", message);
    }
  }

  /** The first request of an action that is refused proves that the action had no effect. */
  private static InsideTransactionException refusal(String message) {
    if (CurrentInvocation.get().isEmpty() || CurrentInvocation.requests() > 0) {
      return new InsideTransactionException(message);
    }
    Failure failure = Failure.of(InsideTransactionException.CODE, message);
    return new InsideTransactionException(
        message, new OutcomeException(Outcome.rejected(failure), message));
  }

  private String held() {
    if (transactions.active()) {
      return "a transaction is open on this thread";
    }
    if (transactions.connectionBound()) {
      return "a database connection is bound to this thread (open-in-view; spring.jpa.open-in-view=false)";
    }
    return "";
  }

  private static String place(Invocation invocation) {
    return " of step '%s' of saga type '%s'".formatted(invocation.step(), invocation.type());
  }
}
