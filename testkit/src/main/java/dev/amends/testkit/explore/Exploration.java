package dev.amends.testkit.explore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Finds the points of a saga's scenarios, and tries one cell after the other. */
final class Exploration<W, I> {
  /**
   * How much is tried.
   *
   * @param budget time for all
   * @param pairs cells with two faults
   * @param parallel cells at once
   * @param seed what pairs are drawn with
   */
  record Bounds(Duration budget, int pairs, int parallel, long seed) {}

  private final Play<W, I> play;
  private final Bounds bounds;
  private final long begun = System.nanoTime();
  private final List<BrokenCell> broken = new ArrayList<>();
  private final Map<Cell, List<Point>> traces = new LinkedHashMap<>();
  private Map<String, Integer> sound = Map.of();
  private int tried;
  private int planned;
  private int missed;
  private int paired;

  Exploration(Play<W, I> play, Bounds bounds) {
    this.play = play;
    this.bounds = bounds;
  }

  CrashReport run() {
    Cast cast = cast();
    List<Cell> cells = new ArrayList<>();
    for (Scenario scenario : scenarios(cast)) {
      cells.addAll(cells(scenario));
    }
    Collections.shuffle(cells, new Random(bounds.seed()));
    tryAll(cells);
    List<Cell> pairs = pairs();
    paired = tryAll(pairs);
    return new CrashReport(
        cast.plan().type(),
        tried,
        planned,
        missed,
        paired,
        broken,
        bounds.seed(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  private Cast cast() {
    W world = play.world().apply(new Effects());
    Ground ground = play.ground().apply(world);
    try {
      return Cast.of(
          play.definition().apply(world), play.children().apply(world), play.codec(), Quick.SETTLE);
    } finally {
      ground.close();
    }
  }

  private static List<Scenario> scenarios(Cast cast) {
    List<Scenario> scenarios = new ArrayList<>();
    scenarios.add(new Scenario(null));
    cast.refusable().forEach(step -> scenarios.add(new Scenario(step)));
    return scenarios;
  }

  /** The single faults of a scenario; none when it is broken without any. */
  private List<Cell> cells(Scenario scenario) {
    Cell calm = Cell.calm(scenario);
    planned++;
    CellRun.Told told = CellRun.run(play, calm, sound);
    count(calm, told);
    if (told.broken() != null) {
      return List.of();
    }
    if (scenario.refused() == null) {
      sound = told.settled().effects();
    }
    List<Cell> cells = new ArrayList<>();
    for (Point point : worthTrying(scenario, told.own())) {
      Injection.at(point).forEach(fault -> cells.add(new Cell(scenario, List.of(fault))));
    }
    return cells;
  }

  /** What the engine does all the time is tried once, and only where everything succeeds. */
  private static List<Point> worthTrying(Scenario scenario, List<Point> trace) {
    Set<String> seen = new HashSet<>();
    return trace.stream()
        .filter(
            point ->
                !Boundary.background(point.site())
                    || (scenario.refused() == null && seen.add(point.site())))
        .toList();
  }

  /** Pairs whose second fault lies behind the first one, where a run with that one came by. */
  private List<Cell> pairs() {
    List<Cell> all = new ArrayList<>();
    for (Cell first : traces.keySet()) {
      if (first.faults().size() == 1) {
        behind(first).forEach(second -> all.add(first.and(second)));
      }
    }
    Collections.shuffle(all, new Random(bounds.seed()));
    return List.copyOf(all.subList(0, Math.min(bounds.pairs(), all.size())));
  }

  private List<Injection> behind(Cell first) {
    Point struck = first.faults().get(0).point();
    List<Injection> behind = new ArrayList<>();
    boolean passed = false;
    for (Point point : traces.getOrDefault(first, List.of())) {
      if (passed && !Boundary.background(point.site())) {
        behind.addAll(Injection.at(point));
      }
      passed |= point.same(struck);
    }
    return behind;
  }

  /** Tries cells for as long as there is time; how many were tried. */
  private int tryAll(List<Cell> cells) {
    planned += cells.size();
    int before = tried;
    ExecutorService runs = Executors.newFixedThreadPool(bounds.parallel());
    try {
      Deque<Future<CellRun.@Nullable Told>> answers = new ArrayDeque<>();
      for (Cell cell : cells) {
        answers.add(runs.submit(() -> timeIsLeft() ? CellRun.run(play, cell, sound) : null));
      }
      // An answer is let go once it is counted: there may be tens of thousands.
      for (Cell cell : cells) {
        CellRun.Told one = answers.remove().get();
        if (one != null) {
          count(cell, one);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("A run could not be made", failed.getCause());
    } finally {
      runs.shutdownNow();
    }
    return tried - before;
  }

  private boolean timeIsLeft() {
    return System.nanoTime() - begun < bounds.budget().toNanos();
  }

  private void count(Cell cell, CellRun.Told told) {
    tried++;
    if (cell.faults().size() < 2) {
      traces.put(cell, told.trace());
    }
    if (told.missed()) {
      missed++;
    }
    if (told.broken() != null) {
      broken.add(told.broken());
    }
  }
}
