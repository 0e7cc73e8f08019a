package dev.amends.systems.mattermost.store;

import org.jspecify.annotations.Nullable;

/** The folder with the simulator's state can't be used; the message says why and what to do. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
