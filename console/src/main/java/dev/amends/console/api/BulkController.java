package dev.amends.console.api;

import dev.amends.console.web.Problem;
import dev.amends.error.AmendsException;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Answer;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Resuming all parked sagas that a filter finds, on the server and not on the page. */
@RestController
final class BulkController {
  private static final Logger log = LoggerFactory.getLogger(BulkController.class);

  private static final int USUAL_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final int LONGEST_KEY = 200;

  /** After so long no further saga is tried, so that the answer still reaches who asked. */
  private static final Duration BUDGET = Duration.ofSeconds(20);

  private static final String PREVIEW = "preview";
  private static final String ACCEPTED = "accepted";
  private static final String UNTRIED = "untried";

  private final OrderDesk desk;
  private final SagaQuery query;

  BulkController(OrderDesk desk, SagaQuery query) {
    this.desk = desk;
    this.query = query;
  }

  /**
   * Which sagas, and why.
   *
   * @param type the definition's name, absent for all
   * @param key exact key, absent for all
   * @param status PARKED, which is also meant when it is absent: nothing else can be resumed
   * @param parkReason why they are parked, absent for any reason
   * @param limit at most so many, 1 to 1,000, 100 when absent
   * @param reason why they are resumed
   * @param dryRun whether to say only which they are
   * @param expected how many a dry run has found; if it is another number now, nothing is done
   */
  record Bulk(
      @Nullable String type,
      @Nullable String key,
      @Nullable SagaStatus status,
      @Nullable ParkReason parkReason,
      @Nullable Integer limit,
      @Nullable String reason,
      @Nullable Boolean dryRun,
      @Nullable Integer expected) {}

  /**
   * What came of it.
   *
   * @param dryRun whether nothing was to be done
   * @param matched how many the filter found within the limit
   * @param more whether there are, or may be, others beyond the limit
   * @param accepted how many go on
   * @param items each, in the order in which they were tried
   */
  record Outcome(boolean dryRun, int matched, boolean more, int accepted, List<Item> items) {
    /**
     * One of them.
     *
     * @param outcome {@code accepted}; {@code preview} in a dry run; {@code untried} when an
     *     earlier one failed or time was up; else the code of a problem
     */
    record Item(
        UUID id, String type, @Nullable String key, @Nullable ParkReason reason, String outcome) {
      static Item of(SagaSummary saga, String outcome) {
        return new Item(saga.id(), saga.type(), saga.key(), saga.reason(), outcome);
      }
    }
  }

  @PostMapping(path = "/api/sagas/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
  Outcome resume(@RequestBody Bulk bulk) {
    check(bulk);
    String reason = OrderDesk.reason(bulk.reason());
    int limit = bulk.limit() == null ? USUAL_LIMIT : bulk.limit();
    ParkedSagas found = ParkedSagas.find(query, bulk.type(), bulk.key(), bulk.parkReason(), limit);
    boolean dryRun = Boolean.TRUE.equals(bulk.dryRun());
    if (dryRun) {
      return outcome(true, found, previews(found));
    }
    if (bulk.expected() != null && bulk.expected() != found.items().size()) {
      throw Problem.of(
              HttpStatus.CONFLICT,
              "bulk.changed",
              "The filter finds %d sagas now, not %d; look again."
                  .formatted(found.items().size(), bulk.expected()))
          .exception();
    }
    return outcome(false, found, resumeEach(found, reason));
  }

  private static void check(Bulk bulk) {
    if (bulk.type() != null) {
      Parameters.requireType(
          bulk.type(), Problem.field("type", "A type is 1 to 100 of a-z, 0-9, '.' and '-'."));
    }
    String unused = Texts.field("key", bulk.key(), LONGEST_KEY);
    if (bulk.status() != null && bulk.status() != SagaStatus.PARKED) {
      throw Problem.field("status", "Only PARKED sagas can be resumed.").exception();
    }
    if (bulk.limit() != null && (bulk.limit() < 1 || bulk.limit() > MAX_LIMIT)) {
      throw Problem.field("limit", "It is a whole number from 1 to %d.".formatted(MAX_LIMIT))
          .exception();
    }
  }

  private static List<Outcome.Item> previews(ParkedSagas found) {
    return found.items().stream().map(saga -> Outcome.Item.of(saga, PREVIEW)).toList();
  }

  private static Outcome outcome(boolean dryRun, ParkedSagas found, List<Outcome.Item> items) {
    int accepted = (int) items.stream().filter(item -> item.outcome().equals(ACCEPTED)).count();
    return new Outcome(dryRun, items.size(), found.more(), accepted, items);
  }

  /** What was done stays told, whatever fails on the way. */
  private List<Outcome.Item> resumeEach(ParkedSagas found, String reason) {
    List<Outcome.Item> items = new ArrayList<>();
    long begun = System.nanoTime();
    boolean broken = false;
    for (SagaSummary saga : found.items()) {
      if (broken || System.nanoTime() - begun > BUDGET.toNanos()) {
        items.add(Outcome.Item.of(saga, UNTRIED));
        continue;
      }
      try {
        Answer answer = desk.resume(saga.id(), reason);
        items.add(
            Outcome.Item.of(
                saga, answer == Answer.ACCEPTED ? ACCEPTED : Answers.problem(answer).code()));
      } catch (RuntimeException e) {
        broken = true;
        log.warn("Resuming saga {} among others failed; the rest is left untried", saga.id(), e);
        items.add(
            Outcome.Item.of(saga, e instanceof AmendsException ours ? ours.code() : "internal"));
      }
    }
    return items;
  }
}
