package dev.amends.systems.mattermost.store;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of the server. Every read and every change is atomic and sees all that was done before
 * it. Safe for use by many threads.
 */
public final class Store implements AutoCloseable {
  /**
   * Guards the tables and the journal. It is held while the journal writes, because the order of
   * the lines on disk must be the order of the changes in memory.
   */
  private final ReentrantLock lock = new ReentrantLock();

  private final Tables tables;
  private final Journal journal;

  private Store(Tables tables, Journal journal) {
    this.tables = tables;
    this.journal = journal;
  }

  /**
   * Opens the state.
   *
   * @param folder where it is kept, or null to keep it in memory only
   * @param fresh start with nothing
   * @throws JournalException if the folder can't be used
   */
  public static Store open(@Nullable Path folder, boolean fresh) {
    Tables tables = new Tables();
    Journal journal = folder == null ? new NoJournal() : FileJournal.open(folder, fresh, tables);
    return new Store(tables, journal);
  }

  /** Reads one consistent state. */
  public <T> T read(Function<Tables, T> reader) {
    lock.lock();
    try {
      return reader.apply(tables);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the writer collect changes and makes them, all or none.
   *
   * @throws JournalException if they could not be kept; nothing has changed then
   */
  public <T> Written<T> write(Function<ChangeSet, T> writer) {
    lock.lock();
    try {
      ChangeSet changeSet = new ChangeSet(tables);
      T value = writer.apply(changeSet);
      List<Change> changes = changeSet.changes();
      if (!changes.isEmpty()) {
        journal.append(changes);
        tables.apply(changes);
      }
      return new Written<>(value, !changes.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      journal.close();
    } finally {
      lock.unlock();
    }
  }

  /** What the writer returned, and whether it changed anything. */
  public record Written<T>(T value, boolean changed) {}
}
