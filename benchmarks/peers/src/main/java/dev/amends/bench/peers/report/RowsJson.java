package dev.amends.bench.peers.report;

import static dev.amends.bench.measure.Figures.rounded;

import dev.amends.bench.measure.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** All rows as one line. */
public final class RowsJson {
  private RowsJson() {}

  /** A list of objects, one a row. */
  public static String of(Rows rows) {
    List<Map<String, Object>> list = rows.all().stream().map(row -> object(rows, row)).toList();
    return JsonMapper.shared().writeValueAsString(Map.of("rows", list));
  }

  private static Map<String, Object> object(Rows rows, Row row) {
    Figures many = row.many();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", row.entrant().kind().name().toLowerCase(Locale.ROOT));
    object.put("role", row.entrant().role().name().toLowerCase(Locale.ROOT));
    object.put("name", row.entrant().name());
    object.put("in_flight", row.inFlight());
    object.put("per_s", rounded(many.perSecond()));
    object.put("p50_ms", rounded(many.p50Millis()));
    object.put("p99_ms", rounded(many.p99Millis()));
    object.put("p50_ms_c1", rounded(row.one().p50Millis()));
    object.put("p99_ms_c1", rounded(row.one().p99Millis()));
    object.put("commits", rounded(many.commits()));
    object.put("wal_bytes", rounded(many.walBytes()));
    object.put("cpu_ms_jvm", rounded(many.clientCpuMillis()));
    object.put("cpu_ms_server", rounded(many.serverCpuMillis()));
    rows.amends(row.entrant().kind())
        .map(amends -> Ratios.of(amends, row))
        .ifPresent(ratios -> put(object, ratios));
    return object;
  }

  private static void put(Map<String, Object> object, Ratios ratios) {
    object.put("amends_per_s_times", rounded(ratios.perSecond()));
    object.put("amends_p50_c1_times", rounded(ratios.p50AtOne()));
    object.put("amends_wal_times", rounded(ratios.walBytes()));
    object.put("amends_cpu_times", rounded(ratios.cpuMillis()));
  }
}
