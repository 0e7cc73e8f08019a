package dev.amends.plan;

import dev.amends.definition.Api;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The structure of a plan without its code: what is hashed, stored once per hash, and shown for
 * sagas whose definition this node does not have.
 *
 * @param type the definition's name
 * @param version its declared version
 * @param hash 16 hexadecimal digits over type, version and the steps' names, kinds, places and
 *     traits
 * @param steps in plan order
 */
public record Outline(String type, int version, String hash, List<Line> steps) {
  /**
   * One step of an outline.
   *
   * @param name unique name
   * @param kind what sort of unit it is
   * @param safety how it is safe to repeat
   * @param group the group that it is in, null when it stands alone
   * @param api the catalogue entry that it calls
   * @param traits what else is special about it, in a fixed order
   */
  public record Line(
      String name,
      StepKind kind,
      Safety safety,
      @Nullable String group,
      @Nullable Api api,
      Set<Trait> traits) {
    public Line {
      traits = Trait.inOrder(traits);
    }

    /** A step with nothing special about it. */
    public Line(
        String name, StepKind kind, Safety safety, @Nullable String group, @Nullable Api api) {
      this(name, kind, safety, group, api, Set.of());
    }
  }

  public Outline {
    steps = List.copyOf(steps);
  }

  /** The stored form: a line for the saga, then one a step, fields separated by tabs. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(type).append('\t').append(version).append('\t').append(hash).append('\n');
    for (Line step : steps) {
      Api api = step.api();
      text.append(step.name()).append('\t').append(step.kind()).append('\t');
      text.append(step.safety()).append('\t');
      text.append(step.group() == null ? "" : step.group()).append('\t');
      text.append(api == null ? "\t\t" : api.name() + "\t" + api.method() + "\t" + api.url());
      step.traits().stream().sorted().forEach(trait -> text.append('\t').append(trait));
      text.append('\n');
    }
    return text.toString();
  }

  /** Reads what {@link #text} wrote. */
  public static Outline parse(String text) {
    String[] lines = text.split("\n", -1);
    String[] head = lines[0].split("\t", -1);
    List<Line> steps = new ArrayList<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      String[] field = lines[i].split("\t", -1);
      Api api = field[4].isEmpty() ? null : new Api(field[4], field[5], field[6]);
      String group = field[3].isEmpty() ? null : field[3];
      StepKind kind = StepKind.valueOf(field[1]);
      Set<Trait> traits = EnumSet.noneOf(Trait.class);
      for (int j = 7; j < field.length; j++) {
        traits.add(Trait.valueOf(field[j]));
      }
      steps.add(new Line(field[0], kind, Safety.valueOf(field[2]), group, api, traits));
    }
    return new Outline(head[0], Integer.parseInt(head[1]), head[2], steps);
  }
}
