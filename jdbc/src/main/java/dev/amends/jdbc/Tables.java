package dev.amends.jdbc;

import dev.amends.jdbc.dialect.Sql;

/**
 * The tables, in one dialect.
 *
 * @param sql their statements' dialect
 * @param sagas the index, written
 * @param index the index, read
 * @param live unfinished sagas
 * @param journal the truth
 * @param exclusives exclusive keys
 * @param mailbox messages
 * @param audits what people did
 * @param plans outlines
 * @param nodes nodes and their leases
 */
record Tables(
    Sql sql,
    SagaTable sagas,
    SagaQueries index,
    LiveTable live,
    JournalTable journal,
    ExclusiveTable exclusives,
    MailboxTable mailbox,
    AuditTable audits,
    PlanTable plans,
    NodeTable nodes) {
  static Tables of(Sql sql) {
    return new Tables(
        sql,
        new SagaTable(sql),
        new SagaQueries(sql),
        new LiveTable(sql),
        new JournalTable(sql),
        new ExclusiveTable(sql),
        new MailboxTable(sql),
        new AuditTable(sql),
        new PlanTable(sql),
        new NodeTable(sql));
  }
}
