package dev.amends.systems.provisioning.web;

import dev.amends.systems.provisioning.integration.Catalogue;
import dev.amends.systems.provisioning.integration.ServiceApi;
import dev.amends.systems.provisioning.integration.ServiceEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue: which service of ours calls which APIs. */
@RestController
@RequestMapping("/services")
class ServiceController {
  private final Catalogue catalogue;

  ServiceController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping
  PageJson<ServiceEntry> services(
      @RequestParam @Nullable String limit, @RequestParam @Nullable String after) {
    int size = Paging.limit(limit);
    return PageJson.of(catalogue.services(after, size + 1), size, ServiceEntry::id);
  }

  @GetMapping("/{svcId}/apis")
  PageJson<ServiceApi> apis(
      @PathVariable String svcId,
      @RequestParam @Nullable String limit,
      @RequestParam @Nullable String after) {
    if (!catalogue.contains(svcId)) {
      throw ProblemException.unknown("service", svcId);
    }
    int size = Paging.limit(limit);
    Long place = Paging.place(after);
    int from = place == null ? 0 : (int) Math.min(place, Integer.MAX_VALUE - 1);
    List<ServiceApi> apis = catalogue.apis(svcId, from, size + 1);
    return PageJson.of(apis, size, last -> Integer.toString(from + size));
  }
}
