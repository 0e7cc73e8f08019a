package dev.amends.internal.drive;

import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.Payload;
import dev.amends.plan.PlanStep;
import dev.amends.plan.StepKind;
import dev.amends.spi.Mailbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Signals that have come for a saga in memory, also those that no step waits for yet. Belongs to
 * its drive.
 */
final class Arrivals {
  private final Map<String, Deque<Mailbox.Mail>> byName = new HashMap<>();

  void add(Mailbox.Mail mail) {
    byName.computeIfAbsent(signal(mail).name(), none -> new ArrayDeque<>()).add(mail);
  }

  /**
   * What the signals that steps wait for make true. The first one of a name counts; the same one
   * again is dropped; others stay, and come late in the end.
   *
   * @param consumed takes the messages that are used up
   */
  List<Fact> takeIn(History history, List<Long> consumed) {
    List<Fact> facts = new ArrayList<>();
    for (PlanStep step : history.plan().steps()) {
      Deque<Mailbox.Mail> waiting = byName.get(step.name());
      if (step.kind() == StepKind.AWAIT && waiting != null) {
        String taken = history.step(step.index()).signal();
        waiting.removeIf(mail -> signal(mail).id().equals(taken) && consumed.add(mail.id()));
        if (!waiting.isEmpty() && history.waits(step)) {
          Mailbox.Mail mail = waiting.remove();
          consumed.add(mail.id());
          Payload payload = Payload.of(mail.body());
          facts.add(new Fact.Signalled(step.index(), signal(mail).id(), payload));
        }
      }
    }
    return facts;
  }

  private static Mailbox.SignalId signal(Mailbox.Mail mail) {
    return Objects.requireNonNull(mail.signal());
  }
}
