package dev.amends.testkit.simulate;

import dev.amends.action.Done;
import dev.amends.action.Each;
import dev.amends.action.Run;
import dev.amends.action.Step;
import dev.amends.definition.ChildStep;
import dev.amends.definition.LocalStep;
import dev.amends.definition.RemoteCall;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Probed;
import dev.amends.testkit.simulate.Unit.Kind;
import dev.amends.testkit.simulate.Unit.Undoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program as a definition, for one node. */
abstract class Written implements SagaDefinition<String, String> {
  /** The stored names, outermost first. */
  static final List<String> TYPES = List.of("program", "part", "piece");

  private final Program program;
  private final Calls calls;

  private Written(Program program, Calls calls) {
    this.program = program;
    this.calls = calls;
  }

  /** What clients start. */
  static final class Outermost extends Written {
    private Outermost(Program program, Calls calls) {
      super(program, calls);
    }
  }

  /** What does steps of the outermost one. */
  static final class Inner extends Written {
    private Inner(Program program, Calls calls) {
      super(program, calls);
    }
  }

  /** What does steps of the inner one. */
  static final class Innermost extends Written {
    private Innermost(Program program, Calls calls) {
      super(program, calls);
    }
  }

  /** The definitions of a program and of those that do its steps. */
  static List<Written> all(Program outermost, Calls calls) {
    List<Written> all = new ArrayList<>();
    for (Program each : outermost.family()) {
      all.add(
          switch (all.size()) {
            case 0 -> new Outermost(each, calls);
            case 1 -> new Inner(each, calls);
            default -> new Innermost(each, calls);
          });
    }
    return all;
  }

  /** The definition of that type. */
  static Class<? extends Written> of(String type) {
    return switch (TYPES.indexOf(type)) {
      case 0 -> Outermost.class;
      case 1 -> Inner.class;
      default -> Innermost.class;
    };
  }

  @Override
  public String name() {
    return program.type();
  }

  @Override
  public void define(SagaBuilder<String, String> saga) {
    saga.onFailure(program.recovery());
    if (program.exclusive()) {
      saga.exclusive(input -> "the-key");
    }
    List<Step<?>> open = new ArrayList<>();
    String group = null;
    for (Unit unit : program.units()) {
      if (group != null && !group.equals(unit.group())) {
        saga.together(group, open.toArray(Step<?>[]::new));
        open.clear();
      }
      group = unit.group();
      Step<?> step = declare(saga, unit);
      if (group != null) {
        open.add(step);
      }
    }
    if (group != null) {
      saga.together(group, open.toArray(Step<?>[]::new));
    }
    saga.returns(String.class, run -> calls.output(run));
  }

  private Step<?> declare(SagaBuilder<String, String> saga, Unit unit) {
    if (unit.kind() == Kind.AWAIT) {
      var await = saga.await(unit.name(), String.class, unit.timeout());
      if (unit.undo() == Undoing.KNOWN) {
        await
            .compensate((run, paid) -> calls.refund(run, unit.name(), paid))
            .undoing(unit.undoing());
      }
      if (unit.taken() != null) {
        await.when(run -> unit.taken());
      }
      return await;
    }
    Each<String> each =
        unit.items() == null ? null : saga.forEach(String.class, run -> unit.items(), item -> item);
    return switch (unit.kind()) {
      case LOCAL -> local(saga, unit, each);
      case CHILD -> child(saga, unit, each);
      default -> remote(saga, unit, each);
    };
  }

  private static String place(Unit unit, @Nullable Each<String> each, Run<?> run) {
    return each == null ? unit.name() : unit.name() + "[" + run.item(each) + "]";
  }

  private Step<?> local(SagaBuilder<String, String> saga, Unit unit, @Nullable Each<String> each) {
    LocalStep<String, Done> step =
        saga.local(unit.name(), run -> calls.write(run, unit, place(unit, each, run)));
    step.retry(unit.retry());
    switch (unit.undo()) {
      case NOTHING -> step.nothingToUndo();
      case NOT_SAID -> {}
      default -> step.compensate((run, done) -> calls.erase(run, unit, place(unit, each, run)));
    }
    if (each != null) {
      step.each(each);
    }
    if (unit.taken() != null) {
      step.when(run -> unit.taken());
    }
    if (unit.pivot()) {
      step.pivot();
    }
    return step;
  }

  private Step<?> child(SagaBuilder<String, String> saga, Unit unit, @Nullable Each<String> each) {
    Class<? extends Written> definition =
        getClass() == Outermost.class ? Inner.class : Innermost.class;
    ChildStep<String, String> step =
        saga.child(
            unit.name(),
            definition,
            String.class,
            run -> calls.childInput(run, place(unit, each, run)));
    if (unit.undo() == Undoing.KNOWN) {
      step.compensate((run, given) -> calls.refund(run, place(unit, each, run), given));
      step.undoing(unit.undoing());
    } else if (unit.undo() == Undoing.NOTHING) {
      step.nothingToUndo();
    }
    if (each != null) {
      step.each(each);
    }
    if (unit.taken() != null) {
      step.when(run -> unit.taken());
    }
    if (unit.pivot()) {
      step.pivot();
    }
    return step;
  }

  private Step<?> remote(SagaBuilder<String, String> saga, Unit unit, @Nullable Each<String> each) {
    RemoteCall<String, String> call =
        saga.remote(unit.name(), String.class, run -> calls.act(run, unit, place(unit, each, run)));
    RemoteStep<String, String> step =
        switch (unit.kind()) {
          case PROBE ->
              call.probe(
                  run ->
                      Probed.of(
                          calls.look(run, unit, place(unit, each, run)).stream().findFirst()));
          case PROBE_ALL ->
              call.probeAll(
                  run -> calls.look(run, unit, place(unit, each, run)), OtherSide::storable);
          case IDEMPOTENT -> call.idempotent();
          case AT_MOST_ONCE -> call.atMostOnce();
          default -> call.readOnly();
        };
    step.retry(unit.retry()).timeout(unit.timeout());
    if (unit.kind().probed()) {
      step.probing(unit.probing());
    }
    if (unit.refusesLate()) {
      step.settle(Duration.ZERO);
    }
    if (unit.undo().known()) {
      step.compensate((run, id) -> calls.undo(run, unit, place(unit, each, run), id));
    }
    if (unit.undo().unknown()) {
      step.compensateUnknown(run -> calls.undo(run, unit, place(unit, each, run), null));
    }
    if (unit.undo() == Undoing.NOTHING) {
      step.nothingToUndo();
    }
    step.undoing(unit.undoing());
    if (each != null) {
      step.each(each);
    }
    if (unit.taken() != null) {
      step.when(run -> unit.taken());
    }
    if (unit.pivot()) {
      step.pivot();
    }
    return step;
  }
}
