package dev.amends.testkit.store;

/** What a node asks of its database; {@link StoreFaults} are told which it is. */
public enum StoreOperation {
  /** Reserving saga numbers. */
  RESERVE_NUMBERS,
  /** Writing appends in a transaction of the engine's own. */
  FLUSH,
  /** Inserting an index row in the current transaction. */
  OPEN,
  /** Writing an append in the current transaction. */
  APPEND,
  /** Committing a transaction of user code. */
  COMMIT,
  /** Looking who wrote a journal row. */
  STAMP,
  /** Reading journals. */
  JOURNAL,
  /** Looking sagas up by id, key or number. */
  FIND,
  /** Reading a page of sagas. */
  LIST,
  /** Counting unfinished sagas. */
  COUNT,
  /** Keeping a plan. */
  SAVE_PLAN,
  /** Reading a plan. */
  PLAN,
  /** Adding an audit row. */
  AUDIT,
  /** Reading audit rows. */
  AUDITS,
  /** Reading the clock. */
  NOW,
  /** Registering an incarnation. */
  REGISTER,
  /** Renewing a lease. */
  RENEW,
  /** Declaring nodes dead. */
  BURY,
  /** Leaving in good order. */
  LEAVE,
  /** Listing nodes. */
  NODES,
  /** Looking which plans no node holds. */
  UNHELD,
  /** Looking for sagas without a live owner. */
  ORPHANS,
  /** Looking for an owner's own sagas. */
  OWNED,
  /** Looking for sagas that are due. */
  DUE,
  /** Looking for sagas whose plan is gone. */
  STRANDED,
  /** Taking sagas over. */
  ADOPT,
  /** Letting go of sagas. */
  RELEASE,
  /** Putting a message in an own transaction. */
  PUT_MAIL,
  /** Storing a signal in an own transaction. */
  PUT_SIGNAL,
  /** Reading signals whose sagas have ended. */
  LATE_SIGNALS,
  /** Dropping signals. */
  DROP_SIGNALS,
  /** Reading messages for many sagas. */
  POLL_MAIL,
  /** Reading the messages of one saga. */
  MAIL_OF,
  /** Dropping messages of ended sagas. */
  SWEEP_MAIL,
  /** Asking for an exclusive key. */
  ACQUIRE,
  /** Looking who holds an exclusive key. */
  HOLDER,
  /** Removing journals that were kept long enough. */
  REMOVE_JOURNALS,
  /** Removing what is left of sagas that were kept long enough. */
  REMOVE_SAGAS,
  /** Removing nodes that went long ago. */
  REMOVE_NODES
}
