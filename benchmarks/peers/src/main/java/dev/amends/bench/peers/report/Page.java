package dev.amends.bench.peers.report;

import java.util.List;
import java.util.StringJoiner;

/** The page on a run. */
public final class Page {
  private static final String INTRODUCTION =
      """
      # Amends and others

      One run of `./bench peers --docs`: the same work through each, one after the other, on one PostgreSQL that was emptied
      before each. The steps do nothing but are durable one by one. Client and server share the machine, so compare rows of
      one table, not figures of two machines. After each load the tables of the one that was measured were asked whether all
      that it had said to be complete is complete; a run in which one is not ends with an error instead of this page.

      ![Units a second](peers.svg)
      """;

  private static final String READING =
      """
      Figures a second, commits, log and processor time are those with as many units in flight as the row says, which is
      where it was fastest. Times go from the call that asks for a unit to its durable end; with one in flight, the next is
      asked for as soon as the last has ended, which for those that poll is right after a poll, so that nearly a whole
      interval passes. *Commits* are transactions that wrote something, for one unit. A *reference* is what plain JDBC can
      do, written by hand, without retries, recovery or compensation. The second table of each kind says what Amends comes
      to where the other comes to 1.
      """;

  private Page() {}

  /** As Markdown. */
  public static String of(Rows rows, List<String> machine) {
    StringJoiner page = new StringJoiner("\n");
    page.add(INTRODUCTION);
    machine.forEach(line -> page.add("- " + line));
    page.add("");
    page.add(READING);
    rows.kinds().forEach(kind -> page.add(section(rows, kind)));
    page.add("## How each was set up\n\n| | settings | see |\n|---|---|---|");
    rows.all().forEach(row -> page.add(settings(row.entrant())));
    return page + "\n";
  }

  private static String section(Rows rows, Kind kind) {
    StringJoiner section = new StringJoiner("\n", "## " + kind.title() + "\n\n", "\n");
    section.add(RowsTable.HEAD);
    rows.of(kind).forEach(row -> section.add(RowsTable.row(row)));
    section.add("");
    section.add(Ratios.HEAD);
    rows.amends(kind)
        .ifPresent(
            amends ->
                rows.of(kind).stream()
                    .filter(row -> row.entrant().role() != Role.AMENDS)
                    .forEach(row -> section.add(Ratios.of(amends, row).row(row.entrant().name()))));
    return section.toString();
  }

  private static String settings(Entrant entrant) {
    return "| %s (%s) | %s | %s |"
        .formatted(entrant.name(), entrant.kind().unit(), entrant.settings(), entrant.source());
  }
}
