package dev.amends.systems.mattermost.store;

import java.util.List;

/** Where changes are kept beyond the life of the process. */
interface Journal extends AutoCloseable {

  /**
   * Keeps these changes, all or none; when it returns, they survive the end of the process.
   *
   * @throws JournalException if they could not be kept
   */
  void append(List<Change> changes);

  @Override
  void close();
}
