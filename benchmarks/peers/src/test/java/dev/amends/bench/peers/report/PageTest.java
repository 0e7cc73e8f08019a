package dev.amends.bench.peers.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.bench.measure.Figures;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class PageTest {
  private static final Rows ROWS =
      new Rows(
          List.of(
              row("Amends", Role.AMENDS, 20_000, 1),
              row("slow & <old>", Role.PEER, 500, 4),
              row("limit", Role.REFERENCE, 40_000, 1)));

  @Test
  void comparesAllOthersWithAmends() {
    assertThat(Page.of(ROWS, List.of("a machine")))
        .contains("- a machine\n")
        .contains("| slow & <old> | 40 | 0.25 | 0.25 | 0.25 |\n")
        .contains("| limit | 0.50 | 1.0 | 1.0 | 1.0 |\n")
        .doesNotContain("| Amends | 1.0 ");
  }

  @Test
  void hasNoRatiosWhereAmendsWasNotMeasured() {
    assertThat(RowsJson.of(new Rows(List.of(row("alone", Role.PEER, 500, 4)))))
        .contains("\"per_s\":500.0")
        .doesNotContain("times");
  }

  @Test
  void drawsALongerBarForTenTimesAsMany() throws Exception {
    String svg = Picture.of(ROWS);
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getElementsByTagName("rect")
                .getLength())
        .isEqualTo(4);
    assertThat(svg).contains(">20,000</text>").contains(">slow &amp; &lt;old></text>");
  }

  private static Row row(String name, Role role, double perSecond, double costs) {
    Figures figures = new Figures(perSecond, costs, costs, costs, costs, costs, 0);
    return new Row(new Entrant(name, Kind.SAGA, role, "", ""), 8, figures, figures);
  }
}
