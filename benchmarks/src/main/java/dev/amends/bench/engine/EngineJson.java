package dev.amends.bench.engine;

import dev.amends.bench.measure.Figures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The figures by which the engine is judged, as one line. */
final class EngineJson {
  private EngineJson() {}

  static String of(Map<Case, Figures> seen) {
    Map<String, Double> line = new LinkedHashMap<>();
    put(line, "sagas_per_s", seen.get(Cases.MANY), Figures::perSecond);
    put(line, "p50_ms_c1", seen.get(Cases.INLINE), Figures::p50Millis);
    put(line, "p99_ms_c1", seen.get(Cases.INLINE), Figures::p99Millis);
    put(line, "background_p50_ms_c1", seen.get(Cases.ONE), Figures::p50Millis);
    put(line, "commits_per_saga", seen.get(Cases.MANY), Figures::commits);
    put(line, "wal_bytes_per_saga", seen.get(Cases.MANY), Figures::walBytes);
    put(line, "cpu_ms_per_saga", seen.get(Cases.MANY), Figures::cpuMillis);
    put(line, "local_sagas_per_s", seen.get(Cases.LOCAL), Figures::perSecond);
    return JsonMapper.shared().writeValueAsString(line);
  }

  /** Rounded to thousandths; a load that was not measured has no figure. */
  private static void put(
      Map<String, Double> line,
      String name,
      @Nullable Figures figures,
      ToDoubleFunction<Figures> figure) {
    if (figures != null) {
      line.put(name, Figures.rounded(figure.applyAsDouble(figures)));
    }
  }
}
