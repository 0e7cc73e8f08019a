package dev.amends.internal.drive;

import dev.amends.internal.call.Subject;
import dev.amends.journal.Fact;
import dev.amends.journal.History;
import dev.amends.journal.JournalEntry;
import dev.amends.plan.Plan;
import dev.amends.spi.NewSaga;
import java.time.Instant;
import java.util.List;

/**
 * A saga that begins with an append of its parent.
 *
 * @param row its index row
 * @param plan what it runs by
 * @param facts its first facts
 */
record Birth(NewSaga row, Plan plan, List<Fact> facts) {
  Subject subject() {
    return new Subject(row.address(), row.id(), row.type(), row.key());
  }

  History history(Instant at) {
    return History.of(plan, List.of(new JournalEntry(1, 0, 0, at, facts)));
  }
}
