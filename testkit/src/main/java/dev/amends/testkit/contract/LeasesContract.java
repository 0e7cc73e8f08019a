package dev.amends.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.spi.Leases;
import dev.amends.spi.Leases.Lease;
import dev.amends.spi.Leases.Node;
import dev.amends.spi.Leases.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rights to drive sagas: given, renewed, taken away once, and never given back. */
public abstract class LeasesContract extends StoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> PLANS = List.of("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb");
  private static final int ROUNDS = 25;

  private Leases leases;
  private long self;

  @BeforeEach
  void register() {
    leases = store.leases();
    self = leases.register("self", List.of(), HOUR).incarnation();
  }

  @Test
  void aNodeIsLiveFromItsRegistrationOn() {
    Instant before = store.now();
    Lease lease = leases.register("node-a", PLANS, HOUR);

    Node node = Expiry.node(other, lease.incarnation());

    assertThat(lease.now()).isBetween(before, store.now());
    assertThat(node.name()).isEqualTo("node-a");
    assertThat(node.state()).isEqualTo(NodeState.LIVE);
    assertThat(node.leaseEnd()).isEqualTo(lease.now().plus(HOUR));
    assertThat(node.startedAt()).isEqualTo(lease.now());
    assertThat(node.endedAt()).isNull();
  }

  @Test
  void everyStartOfANodeIsAnIncarnationOfItsOwn() throws Exception {
    List<Callable<Set<Long>>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Leases each = node().leases();
      tasks.add(
          () -> {
            Set<Long> mine = new HashSet<>();
            for (int n = 0; n < 10; n++) {
              mine.add(each.register("same", PLANS, HOUR).incarnation());
            }
            return mine;
          });
    }

    Set<Long> all = new HashSet<>();
    Race.run(tasks).forEach(all::addAll);

    assertThat(all).hasSize(40).doesNotContain(self);
  }

  @Test
  void aRenewalMovesTheEnd() {
    long node = leases.register("node", PLANS, Duration.ofMinutes(1)).incarnation();

    Lease renewed = leases.renew(node, HOUR).orElseThrow();

    assertThat(renewed.incarnation()).isEqualTo(node);
    assertThat(Expiry.node(other, node).leaseEnd()).isEqualTo(renewed.now().plus(HOUR));
  }

  @Test
  void aLeaseThatRunsIsNotBuried() {
    long node = leases.register("node", PLANS, HOUR).incarnation();

    assertThat(leases.buryExpired(self)).isZero();
    assertThat(Expiry.node(other, node).state()).isEqualTo(NodeState.LIVE);
  }

  @Tag("lease")
  @Test
  void anExpiredLeaseThatNobodyTookMayBeRenewed() {
    long node = leases.register("node", PLANS, Duration.ZERO).incarnation();
    Expiry.awaitEnd(store, node);

    assertThat(leases.renew(node, HOUR)).isPresent();

    assertThat(leases.buryExpired(self)).isZero();
    assertThat(Expiry.node(other, node).state()).isEqualTo(NodeState.LIVE);
  }

  @Test
  void aBuriedNodeIsDeadForGood() {
    long node = leases.register("node", PLANS, Duration.ZERO).incarnation();
    Instant end = Expiry.awaitEnd(store, node);

    assertThat(leases.buryExpired(self)).isEqualTo(1);
    assertThat(leases.buryExpired(self)).isZero();

    assertThat(leases.renew(node, HOUR)).isEmpty();
    Node dead = Expiry.node(other, node);
    assertThat(dead.state()).isEqualTo(NodeState.DEAD);
    assertThat(dead.leaseEnd()).isEqualTo(end);
    assertThat(dead.endedAt()).isAfterOrEqualTo(end);
    leases.leave(node);
    assertThat(Expiry.node(other, node).state()).isEqualTo(NodeState.DEAD);
  }

  @Test
  void nobodyBuriesItself() {
    long node = leases.register("node", PLANS, Duration.ZERO).incarnation();
    Expiry.awaitEnd(store, node);

    assertThat(leases.buryExpired(node)).isZero();
    assertThat(leases.renew(node, HOUR)).isPresent();
  }

  @Test
  void aNodeThatLeftStaysGone() {
    long node = leases.register("node", PLANS, Duration.ZERO).incarnation();
    leases.leave(node);
    Expiry.awaitEnd(store, node);

    assertThat(leases.renew(node, HOUR)).isEmpty();
    assertThat(leases.buryExpired(self)).isZero();
    Node left = Expiry.node(other, node);
    assertThat(left.state()).isEqualTo(NodeState.LEFT);
    assertThat(left.endedAt()).isNotNull();
  }

  @Test
  void aNodeThatWasNeverRegisteredHasNothingToRenew() {
    assertThat(leases.renew(self + 1_000_000, HOUR)).isEmpty();
  }

  @Test
  void aLeaseIsEitherRenewedOrTakenAway() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long node = leases.register("node", PLANS, Duration.ZERO).incarnation();
      Expiry.awaitEnd(store, node);
      Callable<Boolean> renewing = () -> leases.renew(node, HOUR).isPresent();
      Callable<Boolean> burying = () -> other.leases().buryExpired(self) == 1;

      List<Boolean> answers = Race.run(List.of(renewing, burying));

      assertThat(answers).containsExactlyInAnyOrder(true, false);
      assertThat(Expiry.node(store, node).state())
          .isEqualTo(answers.get(0) ? NodeState.LIVE : NodeState.DEAD);
    }
  }

  @Test
  void ofManyBuriersOneBuries() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long node = leases.register("node", PLANS, Duration.ZERO).incarnation();
      Expiry.awaitEnd(store, node);
      Callable<Integer> first = () -> leases.buryExpired(self);
      Callable<Integer> second = () -> other.leases().buryExpired(self);

      assertThat(Race.run(List.of(first, second))).containsExactlyInAnyOrder(0, 1);
    }
  }

  @Test
  void nodesAreListedNewestFirst() {
    long second = leases.register("second", PLANS, HOUR).incarnation();
    long third = leases.register("third", PLANS, HOUR).incarnation();

    assertThat(other.leases().nodes(10))
        .extracting(Node::incarnation)
        .containsExactly(third, second, self);
    assertThat(other.leases().nodes(1)).extracting(Node::incarnation).containsExactly(third);
  }

  @Test
  void aPlanIsHeldWhileOneLiveNodeHasIt() {
    long first = leases.register("first", PLANS, HOUR).incarnation();
    long second = leases.register("second", PLANS.subList(0, 1), Duration.ZERO).incarnation();

    assertThat(unheld()).containsExactly("cccccccccccccccc");

    leases.leave(first);
    assertThat(unheld()).containsExactlyInAnyOrder("bbbbbbbbbbbbbbbb", "cccccccccccccccc");

    Expiry.bury(store, self, second);
    assertThat(unheld())
        .containsExactlyInAnyOrder("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc");
    assertThat(leases.unheld(List.of())).isEmpty();
  }

  @Test
  void aLeaseThatHasRunOutStillHoldsItsPlansUntilItIsTakenAway() {
    long node = leases.register("late", PLANS, Duration.ZERO).incarnation();
    Expiry.awaitEnd(store, node);

    assertThat(unheld()).containsExactly("cccccccccccccccc");
  }

  @Test
  void leasesDoNotWaitForTransactionsOfUserCode() throws Exception {
    var saga = samples.saga("k1");
    try (HeldTransaction<Boolean> holder =
        HeldTransaction.open(
            transactions,
            () -> {
              store.open(saga);
              return store.append(samples.start(saga, self, null));
            })) {
      Optional<Lease> renewed = leases.renew(self, HOUR);

      assertThat(renewed).isPresent();
      holder.commit();
    }
  }

  private List<String> unheld() {
    return other
        .leases()
        .unheld(List.of("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc"));
  }
}
