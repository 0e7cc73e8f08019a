package dev.amends.systems.mattermost.store;

import java.util.List;

/** Keeps nothing: the state lives and ends with the process. */
final class NoJournal implements Journal {

  @Override
  public void append(List<Change> changes) {}

  @Override
  public void close() {}
}
