package dev.amends.jdbc.hard;

import dev.amends.action.Each;
import dev.amends.action.ResultType;
import dev.amends.action.Run;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Outcome;
import dev.amends.outcome.OutcomeException;
import java.time.Duration;
import java.util.List;

/** A saga of which one piece of code reads the input, late; its input's class has changed since. */
abstract class Sale<I> implements SagaDefinition<I, String> {
  static final String TYPE = "sale";
  private static final Duration WITHIN = Duration.ofSeconds(60);

  /** The code that reads the input. */
  enum Reader {
    LOCAL_STEP,
    REMOTE_STEP,
    CONDITION,
    LIST,
    OUTPUT,
    UNDO_OF_A_LOCAL_STEP,
    UNDO_OF_A_REMOTE_STEP;

    boolean undoes() {
      return this == UNDO_OF_A_LOCAL_STEP || this == UNDO_OF_A_REMOTE_STEP;
    }
  }

  enum Color {
    RED,
    BLUE
  }

  enum FewerColors {
    RED
  }

  /** The input as it was. */
  record Order(String id, Color color, String note) {}

  /** The input as it is now: one color and one field are gone. */
  record NewOrder(String id, FewerColors color) {}

  /** The definition as it was. */
  static final class Before extends Sale<Order> {
    Before(Reader reader, Steps steps) {
      super(Order.class, reader, steps);
    }
  }

  /** The definition as it is now. */
  static final class Now extends Sale<NewOrder> {
    Now(Reader reader, Steps steps) {
      super(NewOrder.class, reader, steps);
    }
  }

  private final Class<I> input;
  private final Reader reader;
  private final Steps steps;

  private Sale(Class<I> input, Reader reader, Steps steps) {
    this.input = input;
    this.reader = reader;
    this.steps = steps;
  }

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public ResultType<I> input() {
    return ResultType.of(input);
  }

  @Override
  public void define(SagaBuilder<I, String> saga) {
    saga.remote("call", String.class, run -> steps.outside.act("call", run))
        .idempotent()
        .compensateUnknown(
            run -> {
              read(Reader.UNDO_OF_A_REMOTE_STEP, run);
              steps.outside.undo("call", run);
            })
        .retry(Steps.QUICK);
    saga.local("row", run -> steps.book(run, "row"))
        .compensate(
            (run, done) -> {
              read(Reader.UNDO_OF_A_LOCAL_STEP, run);
              steps.unbook(run, "row");
            });
    saga.await("paid", String.class, WITHIN);
    saga.local(
            "reading-row",
            run -> {
              read(Reader.LOCAL_STEP, run);
              steps.book(run, "reading-row");
            })
        .compensate((run, done) -> steps.unbook(run, "reading-row"));
    saga.remote(
            "reading-call",
            run -> {
              read(Reader.REMOTE_STEP, run);
              String unused = steps.outside.act("reading-call", run);
            })
        .idempotent()
        .compensateUnknown(run -> steps.outside.undo("reading-call", run))
        .when(run -> read(Reader.CONDITION, run));
    Each<String> colors = saga.forEach(String.class, this::list, key -> key);
    saga.remote("listed", run -> call("listed[%s]".formatted(run.item(colors)), run))
        .idempotent()
        .compensateUnknown(run -> steps.outside.undo("listed[%s]".formatted(run.item(colors)), run))
        .each(colors);
    saga.remote("last", this::mayRefuse).idempotent().nothingToUndo();
    saga.returns(String.class, run -> read(Reader.OUTPUT, run) ? "done" : "");
  }

  private void call(String step, Run<I> run) {
    String unused = steps.outside.act(step, run);
  }

  private List<String> list(Run<I> run) {
    return read(Reader.LIST, run) ? List.of("one") : List.of();
  }

  private void mayRefuse(Run<I> run) {
    if (reader.undoes()) {
      throw new OutcomeException(Outcome.rejected(new Failure("refused", "no", 422, null)), "no");
    }
    call("last", run);
  }

  private boolean read(Reader which, Run<I> run) {
    return which != reader || input.isInstance(run.input());
  }
}
