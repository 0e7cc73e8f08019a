package dev.amends.console.api;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.query.Page;
import dev.amends.query.SagaQuery;
import dev.amends.query.SagaSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parked sagas that a filter finds, newest first.
 *
 * @param items at most as many as were wanted
 * @param more whether there are, or may be, others
 */
record ParkedSagas(List<SagaSummary> items, boolean more) {
  /** Sagas that are looked at, at most, in search of those that fit. */
  private static final int MAX_SCANNED = 10_000;

  private static final int PAGE = 200;

  ParkedSagas {
    items = List.copyOf(items);
  }

  static ParkedSagas find(
      SagaQuery query,
      @Nullable String type,
      @Nullable String key,
      @Nullable ParkReason reason,
      int limit) {
    List<SagaSummary> found = new ArrayList<>();
    String after = null;
    for (int scanned = 0; scanned < MAX_SCANNED; scanned += PAGE) {
      Page<SagaSummary> page = query.list(type, SagaStatus.PARKED, key, after, PAGE);
      for (SagaSummary saga : page.items()) {
        if (reason == null || saga.reason() == reason) {
          if (found.size() == limit) {
            return new ParkedSagas(found, true);
          }
          found.add(saga);
        }
      }
      after = page.next();
      if (after == null) {
        return new ParkedSagas(found, false);
      }
    }
    return new ParkedSagas(found, true);
  }
}
