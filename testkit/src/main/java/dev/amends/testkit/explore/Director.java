package dev.amends.testkit.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows where a run has come by, and says when something is to go wrong. Every method holds the
 * monitor: all threads of a run's nodes come here.
 */
final class Director {
  private final Scenario scenario;
  private final List<Injection> ahead;
  private final Map<String, Integer> passes = new HashMap<>();
  private final List<Point> trace = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private @Nullable Late late;
  private boolean lifted;
  private boolean over;
  private int from;

  Director(Scenario scenario, List<Injection> injections) {
    this.scenario = scenario;
    this.ahead = new ArrayList<>(injections);
  }

  /** A request that is still on its way, and when its caller gave up. */
  private record Late(String step, Runnable effect, long at) {}

  /** The run comes by; what is to go wrong there, null for nothing. */
  synchronized @Nullable Injection pass(String site, PointKind kind, String detail) {
    if (over) {
      return null;
    }
    Point point = new Point(site, passes.merge(site, 1, Integer::sum), kind, detail);
    trace.add(point);
    for (Injection injection : ahead) {
      if (injection.point().same(point)) {
        ahead.remove(injection);
        return injection;
      }
    }
    return null;
  }

  /** Whether the other side refuses this step; the first time tells where the scenario begins. */
  synchronized boolean refuses(String step) {
    boolean refuses = !lifted && step.equals(scenario.refused());
    if (refuses && from == 0) {
      from = trace.size();
    }
    return refuses;
  }

  /** From here on nothing is refused. */
  synchronized void lift() {
    lifted = true;
  }

  /** From here on nothing goes wrong. */
  synchronized void end() {
    over = true;
  }

  synchronized void late(String step, Runnable effect) {
    late = new Late(step, effect, System.nanoTime());
  }

  /** The late request of a step, given out once and only while its time has not run out. */
  synchronized @Nullable Runnable arriving(String step, long withinNanos) {
    Late request = late;
    if (request == null || !request.step().equals(step)) {
      return null;
    }
    late = null;
    return System.nanoTime() - request.at() < withinNanos ? request.effect() : null;
  }

  synchronized void called(Call call) {
    calls.add(call);
  }

  /** Calls of user code in order of their beginning. */
  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** All points passed. */
  synchronized List<Point> trace() {
    return List.copyOf(trace);
  }

  /** The points passed since the refusal that makes the scenario. */
  synchronized List<Point> own() {
    return List.copyOf(trace.subList(scenario.refused() == null ? 0 : from, trace.size()));
  }

  /** Faults whose points were never reached. */
  synchronized List<Injection> missed() {
    return List.copyOf(ahead);
  }
}
