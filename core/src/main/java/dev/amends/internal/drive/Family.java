package dev.amends.internal.drive;

import dev.amends.internal.call.Payloads;
import dev.amends.internal.call.Subject;
import dev.amends.internal.call.UserCode;
import dev.amends.internal.write.SagaNumbers;
import dev.amends.journal.Actor;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.History;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaIds;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.StepState;
import dev.amends.machine.Machine;
import dev.amends.outcome.Failure;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanStep;
import dev.amends.spi.Append;
import dev.amends.spi.Change;
import dev.amends.spi.Mailbox;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What goes between a saga and those that do its steps. All of it goes with the append of the one
 * that sends: a start and an order to undo as a row of the other's journal, the rest as a message.
 * Safe for many threads.
 */
public final class Family {
  private static final int MAX_KEY = 200;

  private final UserCode code;
  private final Payloads payloads;
  private final SagaNumbers numbers;

  public Family(UserCode code, Payloads payloads, SagaNumbers numbers) {
    this.code = code;
    this.payloads = payloads;
    this.numbers = numbers;
  }

  /**
   * Where a saga that is about to begin has its journal.
   *
   * @throws dev.amends.error.StoreUnavailableException if none can be had now
   * @throws dev.amends.error.UnknownCommitException if none can be had now
   */
  SagaAddress address(Instant now) {
    return numbers.next(now);
  }

  /** The saga that is to do a step; what its input cannot be had for comes out as it is. */
  Birth birth(Subject parent, History history, int index, SagaAddress address, Instant now)
      throws Exception {
    PlanStep step = history.plan().step(index);
    Plan plan = Objects.requireNonNull(step.actions().child());
    Object input = code.childInput(parent, history, index);
    String what = "the input of the saga that does step '%s'".formatted(step.name());
    Payload stored = payloads.encode(input, plan.input(), () -> what);
    Fact.ChildOf own = history.childOf();
    long root = own == null ? parent.address().number() : own.root();
    NewSaga row =
        new NewSaga(
            address,
            SagaIds.of(address.number(), now),
            plan.type(),
            key(parent.id(), step.name(), history.step(index).generation()),
            payloads.codec().hash(input),
            plan.hash(),
            now,
            root);
    Instant deadline = Machine.pastPivot(history) ? null : history.deadline();
    return new Birth(
        row,
        plan,
        List.of(
            new Fact.Started(stored, history.context(), deadline, null),
            new Fact.ChildOf(parent.id(), parent.address(), index, root)));
  }

  private static String key(UUID parent, String step, int generation) {
    String key = parent + "/" + step + "/" + generation;
    return key.length() <= MAX_KEY
        ? key
        : parent + "/" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
  }

  /** The appends that begin sagas. */
  List<Append> starts(List<Birth> births, Instant at, long owner, Supplier<Stamp> stamps) {
    List<Append> appends = new ArrayList<>();
    for (Birth birth : births) {
      Append append = append(birth.row().address(), 1, at, birth.facts(), stamps.get());
      appends.add(append.with(new Change.Open(birth.row(), owner, null)));
    }
    return appends;
  }

  /** The appends that bring back those that are told to undo what they did. */
  List<Append> recalls(Subject parent, Next next, Supplier<Stamp> stamps) {
    List<Append> appends = new ArrayList<>();
    for (Fact fact : next.facts()) {
      if (fact instanceof Fact.ChildOrdered order && ended(next, order)) {
        StepState state = next.after().step(order.step());
        Fact.ChildStarted child = Objects.requireNonNull(state.child());
        List<Fact> recalled = List.of(new Fact.Recalled(why(parent, next.after())));
        Append append = append(child.at(), state.childEnd() + 1, next.at(), recalled, stamps.get());
        appends.add(append.with(new Change.Reopen()));
      }
    }
    return appends;
  }

  private static Append append(
      SagaAddress saga, int position, Instant at, List<Fact> facts, Stamp stamp) {
    return Append.of(saga, position, stamp.writer(), stamp.number(), at, FactCodec.encode(facts));
  }

  private static boolean ended(Next next, Fact.ChildOrdered order) {
    return next.after().step(order.step()).phase() == StepState.Phase.SUCCEEDED;
  }

  private static Failure why(Subject parent, History history) {
    Failure cause = history.cause();
    return cause == null
        ? Failure.of("parent-undone", "Saga %s is undone.".formatted(parent.id()))
        : cause;
  }

  /** The messages that go with an append. */
  List<Mailbox.Letter> letters(Subject subject, Next next) {
    List<Mailbox.Letter> letters = new ArrayList<>();
    for (Fact fact : next.facts()) {
      if (fact instanceof Fact.ChildOrdered order && !ended(next, order)) {
        Fact.ChildStarted child = Objects.requireNonNull(next.after().step(order.step()).child());
        String reason = "Saga %s, which it does a step of, is undone.".formatted(subject.id());
        letters.add(
            letter(child.at(), Mailbox.Kind.CANCEL, new Fact.CancelAsked(Actor.ENGINE, reason)));
      }
    }
    Fact.ChildOf parent = next.after().childOf();
    if (parent != null && next.after().status().ended()) {
      letters.add(letter(parent.at(), Mailbox.Kind.CHILD_ENDED, end(subject, parent, next)));
    }
    return letters;
  }

  private Fact end(Subject subject, Fact.ChildOf parent, Next next) {
    History after = next.after();
    boolean nothing = after.plan().outputType() == null;
    boolean succeeded = after.status() == SagaStatus.SUCCEEDED;
    Payload output = succeeded && nothing ? payloads.done() : after.output();
    return new Fact.ChildEnded(
        parent.step(),
        subject.id(),
        after.status(),
        output,
        succeeded ? null : cause(after),
        after.position());
  }

  private static Failure cause(History history) {
    Failure cause = history.cause();
    return cause == null ? Failure.of("undone", "The saga was undone.") : cause;
  }

  private static Mailbox.Letter letter(SagaAddress to, Mailbox.Kind kind, Fact fact) {
    return new Mailbox.Letter(to, kind, FactCodec.encode(List.of(fact)));
  }
}
