package dev.amends.testkit.simulate;

import dev.amends.internal.plans.Plans;
import dev.amends.journal.History;
import dev.amends.plan.Plan;
import dev.amends.plan.PlanCompiler;
import dev.amends.plan.PlanStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The versions of the application that nodes may run: one, or two when it is changed meanwhile. */
final class Editions {
  /** The type of the sagas that clients start. */
  static final String OUTERMOST = Written.TYPES.get(0);

  private final List<Program> editions;
  private final List<Plans> plans = new ArrayList<>();
  private final Map<String, Plan> byHash = new HashMap<>();

  private Editions(List<Program> editions) {
    this.editions = editions;
    for (Program edition : editions) {
      Plans compiled =
          Plans.compile(
              Written.all(edition, null), new PlanCompiler(Duration.ofSeconds(10)), new SimCodec());
      plans.add(compiled);
      for (String hash : compiled.hashes()) {
        byHash.putIfAbsent(hash, Objects.requireNonNull(compiled.byHash(hash)));
      }
    }
  }

  static Editions draw(Random random) {
    double draw = random.nextDouble();
    int depth = draw < 0.55 ? 1 : draw < 0.88 ? 2 : 3;
    Program first = null;
    for (int level = depth - 1; level >= 0; level--) {
      String type = Written.TYPES.get(level);
      first =
          level == 0 ? Programs.large(random, type, first) : Programs.small(random, type, first);
    }
    Program drawn = Objects.requireNonNull(first);
    return new Editions(
        random.nextDouble() < 0.25 ? List.of(drawn, changed(random, drawn)) : List.of(drawn));
  }

  /** All of a family may change, or some; its steps must be as undoable as before. */
  private static Program changed(Random random, Program before) {
    Program child = before.child();
    Program next = child == null ? null : changed(random, child);
    if (random.nextDouble() < 0.3) {
      return before.with(next);
    }
    Program own = Programs.changed(random, before, next);
    return before.undoable() && !own.undoable() ? before.with(next) : own;
  }

  /** Whether there is more than one. */
  boolean change() {
    return editions.size() > 1;
  }

  /** The application before it was changed, or after. */
  Program edition(boolean changed) {
    return editions.get(changed ? editions.size() - 1 : 0);
  }

  /** Whether that is the type of one of its programs. */
  static boolean has(String type) {
    return Written.TYPES.contains(type);
  }

  /** The types of its programs, outermost first. */
  List<String> types() {
    return editions.get(0).family().stream().map(Program::type).toList();
  }

  /** A program of that type; what versions differ in is not asked of it. */
  Program program(String type) {
    return program(editions.get(0), type);
  }

  private static Program program(Program edition, String type) {
    return edition.family().stream()
        .filter(program -> program.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** The units of that type's programs, of all versions. */
  List<Unit> units(String type) {
    return editions.stream()
        .flatMap(edition -> program(edition, type).units().stream())
        .distinct()
        .toList();
  }

  /** The unit of that step, in whichever version it is. */
  Unit unit(String type, String step) {
    String name = Program.declared(step);
    return units(type).stream().filter(unit -> unit.name().equals(name)).findFirst().orElseThrow();
  }

  /** The hashes of all plans of all versions. */
  Set<String> hashes() {
    return byHash.keySet();
  }

  /** Whether a node that runs the application before it was changed, or after, has that plan. */
  boolean has(String hash, boolean changed) {
    return plans.get(changed ? plans.size() - 1 : 0).byHash(hash) != null;
  }

  /** The plan of that hash. */
  Plan plan(String hash) {
    return Objects.requireNonNull(byHash.get(hash));
  }

  /** The plan of that type before the application was changed, or after. */
  Plan plan(String type, boolean changed) {
    return plans.get(changed ? plans.size() - 1 : 0).byType(type).orElseThrow();
  }

  /**
   * The first thing that a saga has on record, or may be doing, and that the other plan has not;
   * null when it has all.
   */
  static @Nullable String misfit(History history, Plan next) {
    List<PlanStep> declared =
        history.plan().steps().stream().filter(step -> step.item() == null).toList();
    if (declared.size() < history.plan().steps().size() && declared.size() != next.steps().size()) {
      return "its list of items";
    }
    for (PlanStep step : declared) {
      boolean there =
          step.index() < next.steps().size() && next.step(step.index()).name().equals(step.name());
      if (!there && history.step(step.index()).updatedAt() != null) {
        return "step '%s', which is on record".formatted(step.name());
      }
      var current = history.currentNode();
      boolean turn = current != null && current.index() == step.node();
      if (!there && turn && !history.turned() && history.acquired()) {
        return "step '%s', whose turn it is".formatted(step.name());
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return change()
        ? editions.get(0) + "\nchanged to\n" + editions.get(1)
        : editions.get(0).toString();
  }
}
