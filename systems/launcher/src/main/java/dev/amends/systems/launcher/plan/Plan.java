package dev.amends.systems.launcher.plan;

import dev.amends.systems.launcher.build.Programs;
import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.host.HostedProgram;
import dev.amends.systems.launcher.port.Port;
import dev.amends.systems.launcher.postgres.PostgresAddress;
import dev.amends.systems.launcher.postgres.PostgresServer;
import dev.amends.systems.launcher.process.ChildCommand;
import dev.amends.systems.launcher.process.Role;
import dev.amends.systems.launcher.system.ServiceDescription;
import dev.amends.systems.launcher.system.SimulatorDescription;
import dev.amends.systems.launcher.system.SystemDescription;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be started of one system, and how. Immutable. */
public final class Plan {
  private static final String READINESS = "/actuator/health/readiness";

  private final SystemDescription system;
  private final Options options;
  private final Surroundings surroundings;
  private final DataFolder folder;
  private final Storage storage;
  private final Selection selection;

  private Plan(
      SystemDescription system, Options options, Surroundings surroundings, DataFolder folder) {
    this.system = system;
    this.options = options;
    this.surroundings = surroundings;
    this.folder = folder;
    this.storage = new StorageChoice(system, options, surroundings).choose(folder);
    this.selection = new Selector(system, options, surroundings).select(storage);
  }

  /**
   * Makes a plan, and the data folder where it is missing.
   *
   * @param folder the data folder
   * @throws dev.amends.systems.launcher.report.LauncherException if the system can't do what is
   *     asked for
   */
  public static Plan make(
      SystemDescription system, Options options, Surroundings surroundings, Path folder) {
    new StorageChoice(system, options, surroundings).check();
    new Selector(system, options, surroundings).check();
    return new Plan(system, options, surroundings, DataFolder.open(folder));
  }

  /** The data folder. */
  public DataFolder folder() {
    return folder;
  }

  /** Whether the data folder is to be emptied first. */
  public boolean fresh() {
    return options.fresh();
  }

  /** The port of the PostgreSQL to be started; empty if none is. */
  public Optional<Integer> postgresPort() {
    return selection.postgres() ? Optional.of(system.postgresPort()) : Optional.empty();
  }

  /** The system's own PostgreSQL, if what is started needs it; whoever starts it. */
  public Optional<PostgresAddress> postgres() {
    boolean needed = selection.postgres() || !databases().isEmpty();
    return needed && storage instanceof Storage.OwnPostgres own
        ? Optional.of(own.address())
        : Optional.empty();
  }

  /** The databases that the services need in it. */
  public List<String> databases() {
    return selection.instances().stream()
        .map(Instance::service)
        .filter(service -> service.database().isPresent())
        .map(ServiceDescription::name)
        .distinct()
        .toList();
  }

  /** The Maven modules that are started. */
  public Set<String> modules() {
    Set<String> modules = new LinkedHashSet<>();
    selection.instances().forEach(i -> modules.add(i.service().program().module()));
    selection.simulators().forEach(s -> modules.add(s.program().module()));
    return modules;
  }

  /** The ports that must be free. */
  public List<Port> ports() {
    List<Port> ports = new ArrayList<>();
    selection.instances().forEach(i -> ports.add(new Port(i.port(), "service " + i.name())));
    selection.simulators().forEach(s -> ports.add(new Port(s.port(), s.name())));
    postgresPort().ifPresent(port -> ports.add(new Port(port, PostgresServer.NAME)));
    return ports;
  }

  /** What must answer before it can be used. PostgreSQL is asked in its own language. */
  public List<URI> probes() {
    List<URI> probes = new ArrayList<>();
    selection.instances().forEach(i -> probes.add(URI.create(i.url() + READINESS)));
    selection.simulators().forEach(s -> probes.add(URI.create(s.url() + s.readyPath())));
    return probes;
  }

  /** What the READY line names. */
  public String readyName() {
    return options.only().orElse(system.name());
  }

  /** What the READY line leads to. */
  public String readyUrl() {
    if (options.only().isEmpty()) {
      return system.url();
    }
    return selection.instances().stream()
        .map(Instance::url)
        .findFirst()
        .or(() -> selection.simulators().stream().map(SimulatorDescription::url).findFirst())
        .orElseGet(() -> new PostgresAddress(system.postgresPort()).url(PostgresServer.NAME));
  }

  /** How the simulators are started. */
  public List<ChildCommand> simulators(Programs programs) {
    Commands commands = new Commands(surroundings.additionsFor(system));
    return selection.simulators().stream()
        .map(s -> Commands.program(s, folder.resolve(s.name()), programs))
        .map(program -> commands.jvm(Role.SIMULATOR, List.of(program)))
        .toList();
  }

  /** How the services are started: those that share a JVM first. */
  public List<ChildCommand> services(Programs programs) {
    List<HostedProgram> together = new ArrayList<>();
    List<List<HostedProgram>> jvms = new ArrayList<>();
    for (Instance instance : selection.instances()) {
      HostedProgram program =
          Commands.program(instance, ours(instance.service()), options.properties(), programs);
      if (standsAlone(instance)) {
        jvms.add(List.of(program));
      } else {
        together.add(program);
      }
    }
    if (!together.isEmpty()) {
      jvms.add(0, together);
    }
    Commands commands = new Commands(surroundings.additionsFor(system));
    return jvms.stream().map(jvm -> commands.jvm(Role.SERVICE, jvm)).toList();
  }

  private List<String> ours(ServiceDescription service) {
    List<String> ours = new ArrayList<>();
    for (String argument : service.arguments()) {
      ours.add(argument.replace("{data}", folder.path().toString()));
    }
    ours.addAll(storage.properties(service, folder));
    return ours;
  }

  private boolean standsAlone(Instance instance) {
    return options.processes()
        || options.only().isPresent()
        || options.instances().getOrDefault(instance.service().name(), 1) > 1;
  }
}
