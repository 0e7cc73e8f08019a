package dev.amends.console.api;

import static dev.amends.console.api.Parameters.LIMIT;

import dev.amends.Sagas;
import dev.amends.definition.Api;
import dev.amends.journal.SagaStatus;
import dev.amends.plan.Outline;
import dev.amends.query.SagaQuery;
import dev.amends.spi.Leases;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What there is besides sagas: nodes, definitions, the APIs that these call. */
@RestController
final class CatalogueController {
  private final Sagas sagas;
  private final SagaQuery query;

  CatalogueController(Sagas sagas, SagaQuery query) {
    this.sagas = sagas;
    this.query = query;
  }

  /**
   * The whole at a glance.
   *
   * @param unfinished sagas that have not ended, by status; statuses without any are there with 0
   */
  record Summary(Map<SagaStatus, Long> unfinished) {}

  /** An API with the steps that call it. */
  record ApiJson(String name, String method, String url, List<Use> usedBy) {
    /** A step that calls an API. */
    record Use(String type, String step) {}
  }

  @GetMapping("/api/summary")
  Summary summary() {
    Map<SagaStatus, Long> counts = new EnumMap<>(SagaStatus.class);
    for (SagaStatus status : SagaStatus.values()) {
      if (!status.ended()) {
        counts.put(status, 0L);
      }
    }
    counts.putAll(query.countUnfinished());
    return new Summary(counts);
  }

  @GetMapping("/api/nodes")
  Items<Leases.Node> nodes(HttpServletRequest request) {
    int limit =
        new Parameters(request, LIMIT).limit(SagaController.USUAL_LIMIT, SagaController.MAX_LIMIT);
    return Items.all(query.nodes(limit), node -> node);
  }

  @GetMapping("/api/definitions")
  Items<Outline> definitions() {
    return Items.all(outlines(), outline -> outline);
  }

  @GetMapping("/api/apis")
  Items<ApiJson> apis() {
    Map<Api, List<ApiJson.Use>> uses =
        new TreeMap<>(
            Comparator.comparing(Api::name).thenComparing(Api::method).thenComparing(Api::url));
    for (Outline outline : outlines()) {
      for (Outline.Line step : outline.steps()) {
        Api api = step.api();
        if (api != null) {
          uses.computeIfAbsent(api, each -> new ArrayList<>())
              .add(new ApiJson.Use(outline.type(), step.name()));
        }
      }
    }
    return Items.all(
        List.copyOf(uses.entrySet()),
        entry -> {
          Api api = entry.getKey();
          return new ApiJson(api.name(), api.method(), api.url(), List.copyOf(entry.getValue()));
        });
  }

  private List<Outline> outlines() {
    return sagas.outlines().stream().sorted(Comparator.comparing(Outline::type)).toList();
  }
}
