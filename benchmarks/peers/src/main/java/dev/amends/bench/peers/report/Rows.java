package dev.amends.bench.peers.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** All rows of a run. */
public record Rows(List<Row> all) {
  /** Those of one kind, in the order in which they were measured. */
  List<Row> of(Kind kind) {
    return all.stream().filter(row -> row.entrant().kind() == kind).toList();
  }

  /** The one that the others of a kind are compared with, if it was measured. */
  Optional<Row> amends(Kind kind) {
    return of(kind).stream().filter(row -> row.entrant().role() == Role.AMENDS).findFirst();
  }

  /** The kinds that there are rows of. */
  List<Kind> kinds() {
    return Arrays.stream(Kind.values()).filter(kind -> !of(kind).isEmpty()).toList();
  }
}
