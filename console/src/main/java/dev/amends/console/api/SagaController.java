package dev.amends.console.api;

import static dev.amends.console.api.Parameters.AFTER;
import static dev.amends.console.api.Parameters.KEY;
import static dev.amends.console.api.Parameters.LIMIT;
import static dev.amends.console.api.Parameters.STATUS;
import static dev.amends.console.api.Parameters.TYPE;

import dev.amends.journal.SagaStatus;
import dev.amends.query.EntryView;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaSummary;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Looking at sagas. */
@RestController
final class SagaController {
  static final int USUAL_LIMIT = 50;
  static final int MAX_LIMIT = 200;

  /** A journal is read as a whole, so its pages are large. */
  static final int MAX_ENTRIES = 1_000;

  private final SagaQuery query;

  SagaController(SagaQuery query) {
    this.query = query;
  }

  @GetMapping("/api/sagas")
  Items<SagaSummary> list(HttpServletRequest request) {
    Parameters given = new Parameters(request, TYPE, STATUS, KEY, AFTER, LIMIT);
    String type = given.type();
    SagaStatus status = given.choice(STATUS, SagaStatus.class);
    String key = given.key();
    String after = given.after();
    int limit = given.limit(USUAL_LIMIT, MAX_LIMIT);
    try {
      return Items.of(query.list(type, status, key, after, limit), saga -> saga);
    } catch (IllegalArgumentException e) {
      throw after == null ? e : Parameters.badCursor();
    }
  }

  @GetMapping("/api/sagas/{id}")
  ResponseEntity<SagaJson> saga(@PathVariable String id) {
    SagaJson saga =
        query.find(SagaId.of(id)).map(SagaJson::of).orElseThrow(SagaId.notFound()::exception);
    return ResponseEntity.ok().eTag(saga.etag()).body(saga);
  }

  @GetMapping("/api/sagas/{id}/journal")
  Items<EntryView> journal(@PathVariable String id, HttpServletRequest request) {
    UUID saga = SagaId.of(id);
    Parameters given = new Parameters(request, AFTER, LIMIT);
    int after = given.number(AFTER, 0, Integer.MAX_VALUE, 0);
    int limit = given.limit(MAX_ENTRIES, MAX_ENTRIES);
    List<EntryView> journal = query.journal(saga);
    if (journal.isEmpty()) {
      requireSaga(saga);
    }
    List<EntryView> rest = journal.stream().filter(entry -> entry.position() > after).toList();
    List<EntryView> page = rest.subList(0, Math.min(limit, rest.size()));
    boolean last = page.size() == rest.size();
    return new Items<>(page, last ? null : String.valueOf(page.get(limit - 1).position()));
  }

  @GetMapping("/api/sagas/{id}/audit")
  Items<AuditJson> audit(@PathVariable String id, HttpServletRequest request) {
    UUID saga = SagaId.of(id);
    int limit = new Parameters(request, LIMIT).limit(USUAL_LIMIT, MAX_LIMIT);
    Items<AuditJson> audits =
        Items.all(
            query.audits(saga, limit),
            row ->
                new AuditJson(
                    row.at(), row.actor(), row.action(), row.step(), row.reason(), row.answer()));
    if (audits.items().isEmpty()) {
      requireSaga(saga);
    }
    return audits;
  }

  private void requireSaga(UUID saga) {
    if (query.find(saga).isEmpty()) {
      throw SagaId.notFound().exception();
    }
  }

  /** An order and what came of it. */
  record AuditJson(
      Instant at,
      String actor,
      String action,
      @Nullable String step,
      String reason,
      String answer) {}
}
