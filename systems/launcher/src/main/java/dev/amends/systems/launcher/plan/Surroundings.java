package dev.amends.systems.launcher.plan;

import dev.amends.systems.launcher.system.SimulatorDescription;
import dev.amends.systems.launcher.system.SystemDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables of the launcher.
 *
 * @param variables by name
 */
public record Surroundings(Map<String, String> variables) {
  static final String DATABASE_URL = "AMENDS_DB_URL";
  static final String DATABASE_USER = "AMENDS_DB_USER";
  static final String DATABASE_PASSWORD = "AMENDS_DB_PASSWORD";

  public Surroundings {
    variables = Map.copyOf(variables);
  }

  /** The value of a variable; empty if it is unset or blank. */
  Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** Whether there is a real server, so that this simulator isn't needed. */
  boolean replaces(SimulatorDescription simulator) {
    return get(simulator.replacedBy()).isPresent();
  }

  /** What the processes of a system get beside the launcher's own variables. */
  Map<String, String> additionsFor(SystemDescription system) {
    Map<String, String> additions = new HashMap<>();
    for (SimulatorDescription simulator : system.simulators()) {
      if (!replaces(simulator)) {
        additions.put(simulator.replacedBy(), simulator.url());
        simulator
            .environment()
            .forEach((name, value) -> additions.put(name, get(name).orElse(value)));
      }
    }
    return additions;
  }
}
