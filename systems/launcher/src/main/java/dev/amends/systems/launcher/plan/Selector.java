package dev.amends.systems.launcher.plan;

import dev.amends.systems.launcher.postgres.PostgresServer;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.system.ServiceDescription;
import dev.amends.systems.launcher.system.SimulatorDescription;
import dev.amends.systems.launcher.system.SystemDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Decides what is to be started of a system. */
final class Selector {
  private static final Pattern NUMBERED = Pattern.compile("(.+)-([2-9])");

  private final SystemDescription system;
  private final Options options;
  private final Surroundings surroundings;

  Selector(SystemDescription system, Options options, Surroundings surroundings) {
    this.system = system;
    this.options = options;
    this.surroundings = surroundings;
  }

  /** Refuses names that the system does not have. Needs no data folder yet. */
  void check() {
    for (String name : options.instances().keySet()) {
      if (system.service(name).isEmpty()) {
        throw LauncherException.usage(
            "--instances: " + system.name() + " has no service " + name + ", but " + services());
      }
    }
    options.only().ifPresent(this::checkOnly);
  }

  Selection select(Storage storage) {
    Selection selection =
        options.only().map(only -> one(only, storage)).orElseGet(() -> whole(storage));
    if (!storage.isShared()) {
      checkFiles(selection.instances());
    }
    return selection;
  }

  private Selection whole(Storage storage) {
    List<Instance> instances = new ArrayList<>();
    for (ServiceDescription service : system.services()) {
      int count = options.instances().getOrDefault(service.name(), 1);
      new Instance(service, count);
      IntStream.rangeClosed(1, count).forEach(i -> instances.add(new Instance(service, i)));
    }
    List<SimulatorDescription> simulators =
        system.simulators().stream().filter(s -> !surroundings.replaces(s)).toList();
    return new Selection(storage instanceof Storage.OwnPostgres, simulators, instances);
  }

  private Selection one(String only, Storage storage) {
    if (only.equals(PostgresServer.NAME)) {
      return new Selection(storage instanceof Storage.OwnPostgres, List.of(), List.of());
    }
    return system
        .simulator(only)
        .map(simulator -> new Selection(false, List.of(simulator), List.of()))
        .orElseGet(() -> new Selection(false, List.of(), List.of(instance(only).orElseThrow())));
  }

  private void checkOnly(String only) {
    if (only.equals(PostgresServer.NAME)) {
      if (surroundings.get(Surroundings.DATABASE_URL).isPresent()) {
        throw LauncherException.usage(
            "AMENDS_DB_URL names a PostgreSQL that runs already: unset it for --only postgres.");
      }
    } else if (system.simulator(only).isPresent()) {
      String variable = system.simulator(only).get().replacedBy();
      if (surroundings.get(variable).isPresent()) {
        throw LauncherException.usage(
            variable + " names a real server: unset it for --only " + only + ".");
      }
    } else if (instance(only).isEmpty()) {
      throw LauncherException.usage(
          "--only: " + system.name() + " has no " + only + ", but " + everything());
    }
  }

  private Optional<Instance> instance(String name) {
    Optional<Instance> first = system.service(name).map(service -> new Instance(service, 1));
    if (first.isPresent()) {
      return first;
    }
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches()
        ? system
            .service(numbered.group(1))
            .map(service -> new Instance(service, Integer.parseInt(numbered.group(2))))
        : Optional.empty();
  }

  private static void checkFiles(List<Instance> instances) {
    instances.stream()
        .filter(instance -> instance.number() > 1 && instance.service().database().isPresent())
        .findFirst()
        .ifPresent(
            instance -> {
              throw LauncherException.usage(
                  "Several instances of "
                      + instance.service().name()
                      + " need a database that they can share: add --db postgres.");
            });
  }

  private String services() {
    return system.services().stream()
        .map(ServiceDescription::name)
        .collect(Collectors.joining(", ", "", "."));
  }

  private String everything() {
    return Stream.of(
            system.services().stream().map(ServiceDescription::name),
            system.simulators().stream().map(SimulatorDescription::name),
            Stream.of(PostgresServer.NAME))
        .flatMap(names -> names)
        .collect(Collectors.joining(", ", "", "."));
  }
}
