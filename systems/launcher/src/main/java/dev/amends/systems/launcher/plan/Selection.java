package dev.amends.systems.launcher.plan;

import dev.amends.systems.launcher.system.SimulatorDescription;
import java.util.List;

/**
 * What is to be started of a system.
 *
 * @param postgres whether its own PostgreSQL is
 * @param simulators which simulators
 * @param instances which services
 */
record Selection(
    boolean postgres, List<SimulatorDescription> simulators, List<Instance> instances) {

  Selection {
    simulators = List.copyOf(simulators);
    instances = List.copyOf(instances);
  }
}
