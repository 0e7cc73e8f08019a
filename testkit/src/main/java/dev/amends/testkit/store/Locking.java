package dev.amends.testkit.store;

import java.time.Duration;

/**
 * Locks as one kind of caller asks for them.
 *
 * @param timeout how long it waits
 */
record Locking(InMemoryDatabase database, Duration timeout) {
  Grant lock(Object name, Tx tx) {
    return database.lock(name, tx, timeout);
  }

  void release(Object name, Tx tx) {
    database.release(name, tx);
  }
}
