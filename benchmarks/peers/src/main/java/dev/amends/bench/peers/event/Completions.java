package dev.amends.bench.peers.event;

import dev.amends.bench.peers.load.Ends;
import org.springframework.core.task.TaskDecorator;

/**
 * Tells an end after the registry has marked the event as complete, not when the listener returns.
 */
record Completions(Ends ends) implements TaskDecorator {
  @Override
  public Runnable decorate(Runnable task) {
    return () -> {
      task.run();
      MailRequested event = MailListener.handled();
      if (event == null) {
        ends.failed(new IllegalStateException("A listener was not called"));
      } else {
        ends.ended(event.unit());
      }
    };
  }
}
