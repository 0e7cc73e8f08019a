package dev.amends.jdbc.hard;

import dev.amends.jdbc.WorkUnit;
import java.util.List;

/** Everything that the engine makes durable, told by what goes over the wire. */
enum Site {
  PLAN_KEPT("INSERT INTO amends_plan"),
  LEASE_REGISTERED("INSERT INTO amends_node "),
  LEASE_RENEWED("UPDATE amends_node SET lease_end"),
  START_BY_THE_WRITER("INSERT INTO amends_saga", "INSERT INTO amends_journal"),
  START_IN_THE_CALLERS_TRANSACTION("INSERT INTO amends_saga", "INSERT INTO booking"),
  START_WITH_A_LOCAL_STEP("INSERT INTO amends_saga", "INSERT INTO booking"),
  FORWARD_FLUSH(true, "INSERT INTO amends_journal"),
  LOCAL_STEP("INSERT INTO booking", "INSERT INTO amends_journal"),
  TURNING_ROUND("UPDATE amends_live SET status", "INSERT INTO amends_journal"),
  COMPENSATION_OF_A_LOCAL_STEP("DELETE FROM booking", "INSERT INTO amends_journal"),
  PARKING("UPDATE amends_live SET status", "INSERT INTO amends_journal"),
  ENDING("DELETE FROM amends_live", "INSERT INTO amends_journal"),
  EXCLUSIVE_KEY_TAKEN("INSERT INTO amends_exclusive "),
  EXCLUSIVE_KEY_HANDED_OVER("UPDATE amends_exclusive SET saga", "DELETE FROM amends_live"),
  ADOPTION("owner IS NOT DISTINCT FROM", "COALESCE(MAX(j.seq)"),
  BURIAL("UPDATE amends_node SET state = 2"),
  SIGNAL_STORED("INSERT INTO amends_mailbox (kind, body"),
  SIGNAL_TAKEN("DELETE FROM amends_mailbox", "INSERT INTO amends_journal"),
  CANCEL_STORED("INSERT INTO amends_mailbox (saga"),
  CANCEL_AUDITED("INSERT INTO amends_audit"),
  RESUME("INSERT INTO amends_audit", "UPDATE amends_live SET status"),
  DONE("INSERT INTO amends_audit", "UPDATE amends_live SET status"),
  SKIP("INSERT INTO amends_audit", "UPDATE amends_live SET status"),
  EDIT("INSERT INTO amends_audit", "UPDATE amends_live SET status"),
  LATE_LOOK_STARTED("INSERT INTO amends_saga", "DELETE FROM amends_live"),
  LATE_SIGNAL_STARTED("INSERT INTO amends_saga", "INSERT INTO amends_journal"),
  LATE_SIGNAL_DROPPED("DELETE FROM amends_mailbox WHERE id"),
  MIGRATION("UPDATE amends_saga SET plan_hash", "INSERT INTO amends_journal"),
  RETENTION_CHUNK("DELETE FROM amends_journal"),
  SAGAS_LET_GO(true, "UPDATE amends_live SET owner = NULL");

  private final boolean single;

  /** A copy that nobody can change, which its type does not say. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> marks;

  Site(String... marks) {
    this(false, marks);
  }

  Site(boolean single, String... marks) {
    this.single = single;
    this.marks = List.of(marks);
  }

  boolean is(WorkUnit unit) {
    return (!single || unit.single()) && marks.stream().allMatch(unit::has);
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
