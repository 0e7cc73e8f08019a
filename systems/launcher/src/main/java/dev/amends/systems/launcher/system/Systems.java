package dev.amends.systems.launcher.system;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All systems that this launcher knows. */
public record Systems(List<SystemDescription> all) {

  public Systems {
    all = List.copyOf(all);
  }

  /** The systems of this checkout. A new one is entered here. */
  public static Systems ofThisCheckout() {
    return new Systems(List.of(Provisioning.system()));
  }

  /** The system of that name. */
  public Optional<SystemDescription> find(String name) {
    return all.stream().filter(system -> system.name().equals(name)).findFirst();
  }

  /** Their names, for a sentence. */
  public String names() {
    return all.stream().map(SystemDescription::name).collect(Collectors.joining(", "));
  }
}
