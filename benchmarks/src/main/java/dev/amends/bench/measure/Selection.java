package dev.amends.bench.measure;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which loads are measured, as the command line asks for them. */
public final class Selection {
  @Option(
      names = "--only",
      description = "Only those whose name has this in it; may be given several times.")
  private List<String> only = new ArrayList<>();

  /** Whether nothing is left out. */
  public boolean everything() {
    return only.isEmpty();
  }

  /** Whether one of that name is measured. */
  public boolean has(String name) {
    return everything() || only.stream().anyMatch(name::contains);
  }
}
