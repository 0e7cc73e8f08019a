package dev.amends.internal.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.error.StoreUnavailableException;
import dev.amends.internal.time.EngineClock;
import dev.amends.internal.time.SteppedScheduler;
import dev.amends.spi.Leases.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A lease of 40 ms. A renewal is sent at the very moment when the one before is answered, by the
 * monotonic clock, which moves only when the test says so.
 */
@Timeout(20)
class LeaseKeeperTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final ScriptedLeases leases = new ScriptedLeases(nanos);
  private final EngineClock clock = new EngineClock(nanos::get);
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final LeaseKeeper keeper =
      new LeaseKeeper(
          leases,
          clock,
          "node",
          List.of("hash"),
          Duration.ofMillis(40),
          new SteppedScheduler(nanos::get));

  private final LeaseKeeper.Listener listener =
      new LeaseKeeper.Listener() {
        @Override
        public void cutOff() {
          told.add("cut off, holds " + keeper.holds());
        }

        @Override
        public void regained() {
          told.add("regained as " + keeper.incarnation());
        }
      };

  @AfterEach
  void close() throws InterruptedException {
    Thread closing = new Thread(keeper::close);
    closing.start();
    while (closing.isAlive()) {
      leases.answerIfSent(unreachable());
    }
  }

  private void open() throws InterruptedException {
    keeper.open(listener);
    leases.sent();
  }

  private void at(long millis) {
    nanos.set(millis * MILLI);
  }

  /** An answer that arrives then. */
  private Supplier<Optional<Lease>> good(long millis) {
    return () -> {
      Lease lease = new Lease(keeper.incarnation(), leases.now());
      at(millis);
      return Optional.of(lease);
    };
  }

  private Supplier<Optional<Lease>> unreachable(long millis) {
    return () -> {
      at(millis);
      throw new StoreUnavailableException("away");
    };
  }

  private Supplier<Optional<Lease>> unreachable() {
    return unreachable(nanos.get() / MILLI);
  }

  private Supplier<Optional<Lease>> dead(long millis) {
    return () -> {
      at(millis);
      return Optional.empty();
    };
  }

  @Test
  void holdsNothingBeforeItIsOpenedAndWhenItCannotRegister() {
    assertThat(keeper.holds()).isFalse();
    leases.registering =
        () -> {
          throw new StoreUnavailableException("away");
        };
    assertThatThrownBy(() -> keeper.open(listener)).isInstanceOf(StoreUnavailableException.class);
    assertThat(keeper.holds()).isFalse();
  }

  @Test
  void countsTheLeaseFromWhenTheRegistrationWasSent() throws InterruptedException {
    leases.registering = () -> at(15);
    open();
    assertThat(keeper.incarnation()).isEqualTo(1);
    at(39);
    assertThat(keeper.holds()).isTrue();
    assertThat(keeper.mayAdoptOthers()).as("a node that starts may").isTrue();
    at(40);
    assertThat(keeper.holds()).isFalse();
    assertThat(keeper.mayAdoptOthers()).isFalse();
  }

  @Test
  void countsTheLeaseFromWhenTheRenewalWasSent() throws InterruptedException {
    open();
    leases.answer(good(10));
    leases.answer(good(35));
    at(49);
    assertThat(keeper.holds()).as("sent at 10, answered at 35").isTrue();
    at(50);
    assertThat(keeper.holds()).isFalse();
    assertThat(told).isEmpty();
    assertThat(leases.renewed).containsOnly(1L);
  }

  @Test
  void setsTheClockToTheMiddleBetweenQuestionAndAnswer() throws InterruptedException {
    open();
    assertThat(clock.now()).isEqualTo(ScriptedLeases.START);
    Supplier<Optional<Lease>> fast =
        () -> {
          Lease lease = new Lease(1, ScriptedLeases.START.plusSeconds(60));
          at(20);
          return Optional.of(lease);
        };
    leases.answer(fast);
    assertThat(clock.now())
        .as("said at 10, by our clock")
        .isEqualTo(ScriptedLeases.START.plusSeconds(60).plusMillis(10));
  }

  @Test
  void keepsTheLeaseThroughAFailureThatIsShorter() throws InterruptedException {
    open();
    leases.answer(unreachable(20));
    assertThat(keeper.holds()).isTrue();
    leases.answer(good(30));
    assertThat(keeper.holds()).isTrue();
    assertThat(told).isEmpty();
  }

  @Tag("lease")
  @Test
  void losesTheLeaseWhenItRunsOutAndTellsWhenItIsBack() throws InterruptedException {
    open();
    leases.answer(unreachable(39));
    leases.answer(unreachable(60));
    assertThat(keeper.holds()).isFalse();
    assertThat(told).isEmpty();
    leases.answer(good(61));
    assertThat(keeper.holds()).isTrue();
    assertThat(keeper.incarnation()).as("nobody has taken it").isEqualTo(1);
    assertThat(told).containsExactly("regained as 1");
  }

  @Test
  void tellsOfALapseThatPassedWhileARenewalWasOnItsWay() throws InterruptedException {
    open();
    leases.answer(good(10));
    leases.answer(good(11));
    at(51);
    assertThat(keeper.holds()).as("sent at 10 and long over").isFalse();
    leases.answer(good(51));
    assertThat(keeper.holds()).as("sent at 11").isFalse();
    assertThat(told).as("whoever saw it run out must look again").hasSize(1);
    leases.answer(good(52));
    assertThat(keeper.holds()).isTrue();
    assertThat(told).as("and is told once it holds").hasSize(2);
  }

  @Tag("A11")
  @Test
  void adoptsOthersOnlyAfterAWholeLeaseOfGoodRenewalsFollowingAnOutage()
      throws InterruptedException {
    open();
    assertThat(keeper.mayAdoptOthers()).isTrue();
    leases.answer(unreachable(100));
    leases.answer(good(101));
    assertThat(keeper.holds()).isTrue();
    assertThat(keeper.mayAdoptOthers()).as("sent at 100").isFalse();
    leases.answer(good(120));
    leases.answer(good(139));
    assertThat(keeper.mayAdoptOthers()).isFalse();
    at(140);
    assertThat(keeper.mayAdoptOthers()).isTrue();
  }

  @Test
  void startsCountingAnewAfterAFailureInBetween() throws InterruptedException {
    open();
    leases.answer(good(20));
    leases.answer(unreachable(30));
    leases.answer(good(31));
    assertThat(keeper.holds()).isTrue();
    assertThat(keeper.mayAdoptOthers()).as("failed when sent at 20").isFalse();
    leases.answer(good(59));
    assertThat(keeper.mayAdoptOthers()).isFalse();
    at(60);
    assertThat(keeper.mayAdoptOthers()).isTrue();
  }

  @Test
  void beginsAnewAsAnotherIncarnationWhenItWasTakenForDead() throws InterruptedException {
    open();
    leases.answer(dead(10));
    assertThat(told).containsExactly("cut off, holds false", "regained as 2");
    assertThat(keeper.incarnation()).isEqualTo(2);
    assertThat(keeper.holds()).isTrue();
    assertThat(keeper.mayAdoptOthers()).as("it has just been cut off").isFalse();
    at(49);
    assertThat(keeper.holds()).as("registered at 10").isTrue();
    leases.answer(good(49));
    assertThat(leases.renewed).containsExactly(1L, 2L, 2L);
    leases.answer(good(49));
    assertThat(keeper.mayAdoptOthers()).isFalse();
    at(50);
    assertThat(keeper.mayAdoptOthers()).isTrue();
  }

  @Test
  void holdsNothingWhenItWasTakenForDeadAndCannotRegister() throws InterruptedException {
    open();
    leases.registering =
        () -> {
          throw new StoreUnavailableException("away");
        };
    leases.answer(dead(10));
    assertThat(keeper.holds()).isFalse();
    assertThat(told).containsExactly("cut off, holds false");
    leases.registering = () -> {};
    leases.answer(dead(11));
    assertThat(keeper.holds()).isTrue();
    assertThat(keeper.incarnation()).isEqualTo(2);
    assertThat(told).last().isEqualTo("regained as 2");
  }

  @Test
  void holdsNothingAndRenewsNoMoreOnceItIsClosed() throws InterruptedException {
    open();
    Thread closing = new Thread(keeper::close);
    closing.start();
    leases.answerLast(good(1));
    closing.join(5_000);
    assertThat(closing.isAlive()).isFalse();
    assertThat(keeper.holds()).isFalse();
    assertThat(leases.renewed).hasSize(1);
  }
}
