package dev.amends.systems.launcher.system;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A system: services that belong together, and what they need.
 *
 * @param name what it is called on the command line
 * @param title what it is, in a few words
 * @param services at least one; a browser finds the first
 * @param simulators stand-ins for servers of others
 * @param servers the database servers it can run on, besides files
 * @param postgresPort the port of its own PostgreSQL
 */
public record SystemDescription(
    String name,
    String title,
    List<ServiceDescription> services,
    List<SimulatorDescription> simulators,
    Set<ServerDatabase> servers,
    int postgresPort) {

  public SystemDescription {
    services = List.copyOf(services);
    simulators = List.copyOf(simulators);
    servers = Set.copyOf(servers);
    if (services.isEmpty()) {
      throw new IllegalArgumentException("The system " + name + " has no service.");
    }
  }

  /** Where a browser finds it. */
  public String url() {
    return "http://localhost:" + services.get(0).port();
  }

  /** The service of that name. */
  public Optional<ServiceDescription> service(String wanted) {
    return services.stream().filter(service -> service.name().equals(wanted)).findFirst();
  }

  /** The simulator of that name. */
  public Optional<SimulatorDescription> simulator(String wanted) {
    return simulators.stream().filter(simulator -> simulator.name().equals(wanted)).findFirst();
  }

  /** The folders of all Maven modules that it is started from. */
  public Set<String> modules() {
    return Stream.concat(
            services.stream().map(ServiceDescription::program),
            simulators.stream().map(SimulatorDescription::program))
        .map(Program::module)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
