package dev.amends.bench.peers.event;

import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.ApplicationModuleListener;

/** Does nothing but to remember what its thread had last. */
public class MailListener {
  private static final ThreadLocal<@Nullable MailRequested> HANDLED = new ThreadLocal<>();

  /** Called by a thread of the application's task executor. */
  @ApplicationModuleListener
  public void on(MailRequested event) {
    HANDLED.set(event);
  }

  /** What this thread had, or null if nothing since it was asked. */
  static @Nullable MailRequested handled() {
    MailRequested last = HANDLED.get();
    HANDLED.remove();
    return last;
  }
}
