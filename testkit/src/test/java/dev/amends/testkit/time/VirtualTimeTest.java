package dev.amends.testkit.time;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.spi.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime world = new VirtualTime(1);
  private final VirtualScheduler node = world.scheduler("a");
  private final List<String> log = new ArrayList<>();

  private Runnable says(String what) {
    return () -> log.add(what + " " + world.nanos() / 1_000_000);
  }

  private void later(VirtualScheduler whose, int millis, Runnable what) {
    Future<?> unused = whose.timer("t").in(ofMillis(millis), what);
  }

  @Test
  void everythingHappensAtItsTime() {
    later(node, 20, says("second"));
    later(node, 10, says("first"));
    node.workers().execute(says("now"));
    world.drain();
    assertThat(log).containsExactly("now 0");
    world.advance(ofMillis(15));
    assertThat(log).containsExactly("now 0", "first 10");
    world.advance(ofSeconds(1));
    assertThat(log).containsExactly("now 0", "first 10", "second 20");
    assertThat(world.nanos()).isEqualTo(1_015_000_000);
  }

  @Test
  void aClockThatJumpsBringsForwardWhatItsNodeHasPlanned() {
    VirtualScheduler other = world.scheduler("b");
    later(node, 100, says("due"));
    later(node, 1_000, says("later"));
    later(other, 100, says("other"));
    node.jump(ofMillis(600));
    assertThat(node.nanos()).isEqualTo(600_000_000);
    assertThat(other.nanos()).isZero();
    world.advance(ofSeconds(2));
    assertThat(log).containsExactly("due 0", "other 100", "later 400");
  }

  @Test
  void theSeedDecidesWhatComesFirst() {
    assertThat(order(1)).isEqualTo(order(1));
    assertThat(List.of(order(1), order(2), order(3), order(4))).doesNotHaveDuplicates();
  }

  private static List<Integer> order(long seed) {
    VirtualTime world = new VirtualTime(seed);
    VirtualScheduler node = world.scheduler("a");
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = i;
      node.workers().execute(() -> order.add(number));
    }
    world.drain();
    return order;
  }

  @Test
  void whoWaitsLetsTheOthersGoOn() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    later(node, 50, () -> answer.complete("yes"));
    assertThat(node.await(answer, node.nanos() + 10_000_000)).isFalse();
    assertThat(world.nanos()).isEqualTo(10_000_000);
    assertThat(node.join(answer)).isEqualTo("yes");
    assertThat(world.nanos()).isEqualTo(50_000_000);
  }

  @Test
  void saysSoWhenWhatIsWaitedForNeverComes() {
    assertThatThrownBy(() -> node.join(new CompletableFuture<>()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has not come");
  }

  @Test
  void aNodeThatIsGoneDoesNothingAnyMore() {
    later(node, 10, says("timer"));
    Scheduler.Loop loop = node.loop("l", () -> ofMillis(7), says("round"));
    loop.start();
    later(node, 1, () -> waitsForever(node));
    assertThat(world.in(ofMillis(8), node::crash).isDone()).isFalse();
    world.advance(ofSeconds(1));
    assertThat(log).containsExactly("round 7");
    assertThatThrownBy(node::check).isInstanceOf(NodeGoneError.class);
  }

  private void waitsForever(VirtualScheduler who) {
    who.pause(ofSeconds(60));
    log.add("went on");
  }

  @Test
  void aPausedNodeGoesOnWhereItStood() {
    later(
        node,
        10,
        () -> {
          node.pause(ofMillis(5));
          says("waited").run();
        });
    later(node, 20, says("timer"));
    later(world.scheduler("b"), 30, says("other"));
    assertThat(world.in(ofMillis(12), () -> node.pauseFor(ofMillis(100))).isDone()).isFalse();
    world.advance(ofSeconds(1));
    assertThat(log).containsExactlyInAnyOrder("other 30", "timer 112", "waited 112");
  }

  @Test
  void aClockThatIsFastShowsMoreAndWaitsLess() {
    node.rate(2);
    later(node, 10, says("timer"));
    world.advance(ofMillis(5));
    assertThat(log).containsExactly("timer 5");
    assertThat(node.nanos()).isEqualTo(10_000_000);
  }

  @Test
  void whatIsClosedTakesNothing() {
    Scheduler.Timer timer = node.timer("t");
    Future<?> planned = timer.in(ofMillis(1), says("planned"));
    timer.close();
    node.stop();
    world.advance(ofSeconds(1));
    assertThat(log).isEmpty();
    assertThat(planned.isCancelled()).isTrue();
    assertThatThrownBy(() -> timer.in(ofMillis(1), says("late")))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> node.workers().execute(says("late")))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aNudgedLoopDoesNotWait() {
    Scheduler.Loop loop = node.loop("l", () -> ofSeconds(10), says("round"));
    loop.start();
    loop.nudge();
    world.advance(ofSeconds(11));
    loop.close();
    world.advance(ofSeconds(60));
    assertThat(log).containsExactly("round 0", "round 10000");
  }
}
