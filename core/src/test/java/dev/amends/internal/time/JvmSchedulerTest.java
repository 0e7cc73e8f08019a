package dev.amends.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvmSchedulerTest {
  private final JvmScheduler scheduler = new JvmScheduler(2);

  @AfterEach
  void stop() {
    scheduler.stop();
  }

  @Test
  void localStepsHavePlatformThreadsWhateverTheJvmHas() throws Exception {
    CompletableFuture<String> name = new CompletableFuture<>();
    scheduler.localWorkers().execute(() -> name.complete(Thread.currentThread().getName()));
    assertThat(name.get(5, TimeUnit.SECONDS)).as("virtual ones have no name").startsWith("amends-");
  }
}
