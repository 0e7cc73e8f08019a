package dev.amends.internal.start;

import dev.amends.internal.call.Payloads;
import dev.amends.journal.Payload;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanStep;
import dev.amends.plan.StepKind;
import dev.amends.spi.Mailbox;
import dev.amends.spi.Transactions;
import java.util.List;

/** Stores signals. Safe for many threads. */
public final class Signals {
  private final Mailbox mailbox;
  private final Payloads payloads;
  private final Transactions transactions;
  private final Runnable mailArrived;

  public Signals(
      Mailbox mailbox, Payloads payloads, Transactions transactions, Runnable mailArrived) {
    this.mailbox = mailbox;
    this.payloads = payloads;
    this.transactions = transactions;
    this.mailArrived = mailArrived;
  }

  /** Stores a signal in the caller's transaction if there is one. */
  public boolean store(Plan plan, String key, Mailbox.SignalId id, Object payload) {
    PlanStep step = waiting(plan, id.name());
    if (!step.type().raw().isInstance(payload)) {
      throw new IllegalArgumentException(
          "The signal '%s' of '%s' brings a %s, not a %s"
              .formatted(id.name(), plan.type(), step.type().type(), payload.getClass().getName()));
    }
    Payload stored =
        payloads.encode(payload, step.type(), () -> "the signal '%s'".formatted(id.name()));
    boolean news = mailbox.signal(new Mailbox.Signal(plan.type(), key, id, stored.bytes()));
    if (news && !transactions.active()) {
      mailArrived.run();
    }
    return news;
  }

  private static PlanStep waiting(Plan plan, String name) {
    List<PlanStep> waits =
        plan.steps().stream().filter(step -> step.kind() == StepKind.AWAIT).toList();
    return waits.stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' waits for no signal '%s', but for %s"
                        .formatted(
                            plan.type(), name, waits.stream().map(PlanStep::name).toList())));
  }
}
