package dev.amends.sample;

import dev.amends.action.Step;
import dev.amends.definition.AwaitStep;
import dev.amends.definition.LocalStep;
import dev.amends.definition.Recovery;
import dev.amends.definition.RemoteCall;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Probed;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanCompiler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A definition made of words, for tests that need a plan and no code. A line is a step, {@code a:
 * probe}, or a group of the steps just before, {@code g: together a b}. A step's first word is its
 * safety; it has an undo unless it says {@code no-undo} or {@code stays}, an idempotent one also an
 * undo by its key alone, as others do that say {@code undo-unknown}; {@code pivot}, {@code when}
 * and {@code each} make it one. {@code a: await} waits for a minute.
 */
public record Sample(String name, Consumer<SagaBuilder<String, String>> steps)
    implements SagaDefinition<String, String> {
  /** What a remote call may take in all; absence counts a second later than that. */
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  @Override
  public void define(SagaBuilder<String, String> saga) {
    steps.accept(saga);
  }

  /** The compiled definition. */
  public static Plan plan(Consumer<SagaBuilder<String, String>> steps) {
    return new PlanCompiler(CALL_TIMEOUT).compile(new Sample("sample", steps));
  }

  /** The plan of these lines. */
  public static Plan plan(Recovery recovery, String... lines) {
    return plan(
        saga -> {
          saga.onFailure(recovery);
          Map<String, Step<?>> declared = new TreeMap<>();
          for (String line : lines) {
            declare(saga, line, declared);
          }
        });
  }

  private static void declare(
      SagaBuilder<String, String> saga, String line, Map<String, Step<?>> declared) {
    String name = line.substring(0, line.indexOf(':'));
    List<String> words = new ArrayList<>(List.of(line.substring(name.length() + 2).split(" ", -1)));
    String first = words.remove(0);
    switch (first) {
      case "together" ->
          saga.together(name, words.stream().map(declared::get).toArray(Step<?>[]::new));
      case "exclusive" -> saga.exclusive(input -> name);
      case "await" -> declared.put(name, await(saga, name, words));
      case "local" -> declared.put(name, local(saga, name, words));
      default -> declared.put(name, remote(saga, name, first, words));
    }
  }

  private static AwaitStep<String, String> await(
      SagaBuilder<String, String> saga, String name, List<String> words) {
    AwaitStep<String, String> step = saga.await(name, String.class, Duration.ofSeconds(60));
    if (words.contains("undo")) {
      step.compensate((run, result) -> {});
    }
    return words.contains("when") ? step.when(run -> true) : step;
  }

  private static LocalStep<String, String> local(
      SagaBuilder<String, String> saga, String name, List<String> words) {
    LocalStep<String, String> step = saga.local(name, String.class, run -> name);
    if (words.contains("stays")) {
      step.nothingToUndo();
    } else if (!words.contains("no-undo")) {
      step.compensate((run, result) -> {});
    }
    if (words.contains("each")) {
      step.each(saga.forEach(String.class, run -> List.of(), item -> item));
    }
    if (words.contains("when")) {
      step.when(run -> true);
    }
    return words.contains("pivot") ? step.pivot() : step;
  }

  private static RemoteStep<String, String> remote(
      SagaBuilder<String, String> saga, String name, String safety, List<String> words) {
    RemoteStep<String, String> step =
        safe(saga.remote(name, String.class, run -> name), name, safety);
    boolean bare = words.contains("no-undo") || safety.equals("read-only");
    if (words.contains("stays")) {
      step.nothingToUndo();
    } else if (!bare) {
      step.compensate((run, result) -> {});
      if (safety.equals("idempotent") || words.contains("undo-unknown")) {
        step.compensateUnknown(run -> {});
      }
    }
    if (words.contains("each")) {
      step.each(saga.forEach(String.class, run -> List.of(), item -> item));
    }
    if (words.contains("when")) {
      step.when(run -> true);
    }
    return words.contains("pivot") ? step.pivot() : step;
  }

  private static RemoteStep<String, String> safe(
      RemoteCall<String, String> call, String name, String safety) {
    return switch (safety) {
      case "probe" -> call.probe(run -> Probed.ours(name));
      case "probe-all" -> call.probeAll(run -> List.of(name), found -> found);
      case "idempotent" -> call.idempotent();
      case "at-most-once" -> call.atMostOnce();
      case "read-only" -> call.readOnly();
      default -> throw new IllegalArgumentException(safety);
    };
  }
}
