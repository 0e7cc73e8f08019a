package dev.amends.bench.peers.report;

import java.util.List;
import java.util.Locale;

/** Bars of units a second, on a scale on which each line is ten times the one before. */
public final class Picture {
  private static final int WIDTH = 860;
  private static final int LEFT = 300;
  private static final int RIGHT = 90;
  private static final int TOP = 56;
  private static final int BAR = 18;
  private static final int STEP = 26;
  private static final int HEADING = 40;
  private static final int BOTTOM = 44;

  private static final String TITLE = "Units a second, on one machine in one run, logarithmic";

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328; }
        .title { font-size: 17px; font-weight: 600; }
        .heading { font-weight: 600; }
        .axis { fill: #59636e; font-size: 12px; }
        .paper { fill: #ffffff; }
        .line { stroke: #d1d9e0; }
        .amends { fill: #1a7f37; }
        .peer { fill: #8c959f; }
        .reference { fill: none; stroke: #59636e; stroke-dasharray: 4 3; }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc; }
          .axis { fill: #9198a1; }
          .paper { fill: #0d1117; }
          .line { stroke: #3d444d; }
          .amends { fill: #3fb950; }
          .peer { fill: #656c76; }
          .reference { stroke: #9198a1; }
        }
      </style>
      """;

  private final Rows rows;
  private final StringBuilder svg = new StringBuilder();
  private final int height;
  private final int lowest;
  private final int highest;

  private Picture(Rows rows) {
    this.rows = rows;
    this.height = TOP + rows.kinds().size() * HEADING + rows.all().size() * STEP + BOTTOM;
    this.lowest = (int) Math.floor(rows.all().stream().mapToDouble(Picture::power).min().orElse(0));
    this.highest = (int) Math.ceil(rows.all().stream().mapToDouble(Picture::power).max().orElse(1));
  }

  /** As SVG. */
  public static String of(Rows rows) {
    return new Picture(rows).draw();
  }

  private String draw() {
    say(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " role=\"img\" aria-labelledby=\"title\">",
        WIDTH, height, WIDTH, height);
    say("<title id=\"title\">%s</title>", TITLE);
    svg.append(STYLE);
    say("<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"6\"/>", WIDTH, height);
    say("<text class=\"title\" x=\"16\" y=\"30\">%s</text>", TITLE);
    scale();
    int y = TOP;
    for (Kind kind : rows.kinds()) {
      say("<text class=\"heading\" x=\"16\" y=\"%d\">%s</text>", y + 24, kind.title());
      y += HEADING;
      y = bars(rows.of(kind), y);
    }
    return svg.append("</svg>\n").toString();
  }

  private void scale() {
    int end = height - BOTTOM + 8;
    for (int power = lowest; power <= highest; power++) {
      double x = x(power);
      say("<line class=\"line\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, TOP, x, end);
      say(
          "<text class=\"axis\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>",
          x, end + 18, Math.round(Math.pow(10, power)));
    }
  }

  private int bars(List<Row> bars, int from) {
    int y = from;
    for (Row row : bars) {
      double end = x(power(row));
      say(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
          LEFT - 10, y + 14, escaped(row.entrant().name()));
      say(
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
          row.entrant().role().name().toLowerCase(Locale.ROOT), LEFT, y, end - LEFT, BAR);
      say("<text x=\"%.1f\" y=\"%d\">%,.0f</text>", end + 8, y + 14, row.many().perSecond());
      y += STEP;
    }
    return y;
  }

  private double x(double power) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (power - lowest) / Math.max(1, highest - lowest);
  }

  /** The power of ten; a rate below one a second is drawn as one. */
  private static double power(Row row) {
    return Math.log10(Math.max(1, row.many().perSecond()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void say(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
