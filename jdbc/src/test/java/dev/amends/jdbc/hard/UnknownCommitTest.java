package dev.amends.jdbc.hard;

import static dev.amends.journal.SagaStatus.COMPENSATED;
import static dev.amends.journal.SagaStatus.PARKED;
import static dev.amends.journal.SagaStatus.RUNNING;
import static dev.amends.journal.SagaStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.Signal;
import dev.amends.action.Run;
import dev.amends.definition.Recovery;
import dev.amends.definition.SagaBuilder;
import dev.amends.error.StoreUnavailableException;
import dev.amends.error.UnknownCommitException;
import dev.amends.jdbc.FaultProxy.Cut;
import dev.amends.jdbc.ReusedSchemas;
import dev.amends.operator.Answer;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Retention;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * B1, B2, B3: at each place where the engine makes something durable, the commit happens and its
 * answer is lost, or it never arrives. Whatever the caller was told, everything adds up afterwards.
 */
@Timeout(90)
class UnknownCommitTest extends HardCells {
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final ReusedSchemas SCHEMAS = new ReusedSchemas();

  @AfterAll
  static void dropSchemas() {
    SCHEMAS.close();
  }

  @Override
  String newSchema() {
    return SCHEMAS.take();
  }

  @Override
  void dropSchema(String name) {
    SCHEMAS.giveBack(name);
  }

  static Stream<Arguments> cells() {
    return Stream.of(Site.values())
        .flatMap(site -> Stream.of(Cut.AFTER, Cut.BEFORE).map(cut -> Arguments.of(site, cut)));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}, cut {1} the server has committed")
  @MethodSource("cells")
  void nothingIsLostAndNothingHappensTwice(Site site, Cut cut) throws Exception {
    new Cell(site, cut).play();
  }

  /** One site and one direction. */
  private final class Cell {
    private final Site site;
    private final Cut cut;

    Cell(Site site, Cut cut) {
      this.site = site;
      this.cut = cut;
    }

    void play() throws Exception {
      HardNode node =
          switch (site) {
            case PLAN_KEPT, LEASE_REGISTERED -> register();
            case LEASE_RENEWED -> renew();
            case START_IN_THE_CALLERS_TRANSACTION -> join();
            case START_BY_THE_WRITER, FORWARD_FLUSH, LOCAL_STEP, ENDING -> forward();
            case START_WITH_A_LOCAL_STEP -> leading();
            case TURNING_ROUND, COMPENSATION_OF_A_LOCAL_STEP -> backward();
            case EXCLUSIVE_KEY_TAKEN, EXCLUSIVE_KEY_HANDED_OVER -> inTurn();
            case ADOPTION, BURIAL -> takeOver();
            case SIGNAL_STORED, SIGNAL_TAKEN -> signal();
            case LATE_SIGNAL_STARTED, LATE_SIGNAL_DROPPED -> signalTooLate();
            case CANCEL_STORED, CANCEL_AUDITED -> cancel();
            case PARKING, RESUME, DONE, SKIP, EDIT -> decide();
            case LATE_LOOK_STARTED -> look();
            case MIGRATION -> migrate();
            case RETENTION_CHUNK -> remove();
            case SAGAS_LET_GO -> letGo();
          };
      // B1: what stands in its own way is its own.
      assertThat(node.told.fenced).isEmpty();
      if (site != Site.RETENTION_CHUNK) {
        reckon(node);
      }
    }

    private void arm(HardNode node) {
      node.proxy.cutCommit(site::is, cut);
    }

    private void cut(HardNode node) {
      eventually("the cut at " + site, () -> node.proxy.cuts() == 1);
    }

    /** As a caller does who is told that nobody knows. */
    private <T> T insist(Callable<T> call) throws Exception {
      while (true) {
        try {
          return call.call();
        } catch (UnknownCommitException | StoreUnavailableException again) {
          Thread.onSpinWait();
        }
      }
    }

    private HardNode register() throws Exception {
      HardNode node = made(HardNode.settings(), (saga, steps) -> steps.idempotent(saga, "call"));
      arm(node);
      insist(node::started);
      cut(node);
      start(node, "k");
      settles(node, "k", SUCCEEDED);
      return node;
    }

    private HardNode renew() {
      HardNode node = node((saga, steps) -> steps.idempotent(saga, "call"));
      long incarnation = node.amends.health().incarnation();
      arm(node);
      cut(node);
      eventually("the lease", () -> node.amends.health().leased());
      assertThat(node.amends.health().incarnation()).isEqualTo(incarnation);
      start(node, "k");
      settles(node, "k", SUCCEEDED);
      return node;
    }

    private HardNode forward() throws Exception {
      HardNode node =
          node(
              (saga, steps) -> {
                steps.idempotent(saga, "call");
                steps.local(saga, "row");
                steps.probed(saga, "last");
              });
      arm(node);
      insist(() -> node.start("k"));
      acknowledged.add("k");
      settles(node, "k", SUCCEEDED);
      cut(node);
      return node;
    }

    private HardNode leading() throws Exception {
      HardNode node = node((saga, steps) -> rowThenCall(saga, steps));
      arm(node);
      insist(() -> node.start("k"));
      acknowledged.add("k");
      settles(node, "k", SUCCEEDED);
      cut(node);
      return node;
    }

    private void rowThenCall(SagaBuilder<String, String> saga, Steps steps) {
      steps.local(saga, "row");
      steps.idempotent(saga, "call");
    }

    private HardNode join() throws Exception {
      HardNode node = node((saga, steps) -> rowThenCall(saga, steps));
      arm(node);
      boolean told = false;
      try {
        node.transactions.inNew(() -> node.start("k"));
      } catch (UnknownCommitException nobodyKnows) {
        told = true;
      }
      assertThat(told).isTrue();
      cut(node);
      if (cut == Cut.AFTER) {
        acknowledged.add("k");
        settles(node, "k", SUCCEEDED);
      } else {
        assertThat(node.amends.sagas().find(Script.class, "k")).isEmpty();
        assertThat(tables.booked("k", "row")).isZero();
        assertThat(outside.calls("k")).isEmpty();
      }
      return node;
    }

    private HardNode backward() {
      HardNode node =
          node(
              (saga, steps) -> {
                steps.local(saga, "row");
                steps.idempotent(saga, "first");
                steps.local(saga, "second-row");
                steps.idempotent(saga, "call");
              });
      outside.next("call", Outside.Mood.REJECT);
      arm(node);
      start(node, "k");
      settles(node, "k", COMPENSATED);
      cut(node);
      assertThat(outside.effects("k", true)).containsExactly("first");
      return node;
    }

    private HardNode inTurn() {
      Gate gate = new Gate();
      HardNode node =
          node(
              (saga, steps) -> {
                saga.exclusive(input -> "room");
                steps.local(saga, "row");
                saga.remote("enter", run -> enter(run, gate)).idempotent().nothingToUndo();
              });
      if (site == Site.EXCLUSIVE_KEY_TAKEN) {
        arm(node);
      }
      start(node, "k1");
      eventually("one is in", gate::reached);
      start(node, "k2");
      eventually(
          "the other waits",
          () -> !tables.numbers("SELECT saga FROM amends_exclusive_wait").isEmpty());
      if (site == Site.EXCLUSIVE_KEY_HANDED_OVER) {
        arm(node);
      }
      gate.open();
      settles(node, "k1", SUCCEEDED);
      settles(node, "k2", SUCCEEDED);
      cut(node);
      assertThat(tables.numbers("SELECT saga FROM amends_exclusive")).isEmpty();
      return node;
    }

    private void enter(Run<String> run, Gate gate) {
      gate.pass();
      outside.act("enter", run);
    }

    private HardNode takeOver() {
      Gate gate = new Gate();
      Script.Body script =
          (saga, steps) -> {
            steps.local(saga, "row");
            saga.remote(
                    "call",
                    String.class,
                    run -> {
                      gate.pass();
                      return outside.act("call", run);
                    })
                .idempotent()
                .nothingToUndo();
            steps.local(saga, "last");
          };
      HardNode first = node(script);
      start(first, "k");
      eventually("it calls", gate::reached);
      first.die();
      HardNode second = made(HardNode.settings(), script);
      arm(second);
      second.started();
      settles(second, "k", SUCCEEDED);
      cut(second);
      gate.open();
      return second;
    }

    private HardNode signal() throws Exception {
      HardNode node =
          node(
              (saga, steps) -> {
                steps.idempotent(saga, "call");
                saga.await("paid", String.class, WITHIN);
                steps.local(saga, "row");
              });
      start(node, "k");
      arm(node);
      Signal paid = Signal.of("paid", "p-1");
      insist(() -> node.amends.sagas().signal(Script.class, "k", paid));
      settles(node, "k", SUCCEEDED);
      cut(node);
      return node;
    }

    private HardNode signalTooLate() throws Exception {
      HardNode node =
          node(
              (saga, steps) -> {
                steps.idempotent(saga, "call");
                saga.await("paid", String.class, WITHIN)
                    .compensate((run, payment) -> steps.outside.act("refund", run));
              });
      start(node, "k");
      node.amends.sagas().signal(Script.class, "k", Signal.of("paid", "p-1").withId("p-1"));
      settles(node, "k", SUCCEEDED);
      arm(node);
      Signal second = Signal.of("paid", "p-2").withId("p-2");
      assertThat(node.amends.sagas().signal(Script.class, "k", second)).isTrue();
      cut(node);
      eventually("the refund", () -> outside.net("refund", "k") == 1);
      eventually(
          "no mail is left", () -> tables.numbers("SELECT id FROM amends_mailbox").isEmpty());
      assertThat(outside.net("refund", "k")).isEqualTo(1);
      return node;
    }

    private HardNode cancel() throws Exception {
      HardNode node =
          node(
              (saga, steps) -> {
                rowThenCall(saga, steps);
                saga.await("paid", String.class, WITHIN);
              });
      start(node, "k");
      eventually("it waits", () -> outside.net("call", "k") == 1);
      arm(node);
      insist(() -> node.amends.operator().cancel(node.order("k")));
      settles(node, "k", COMPENSATED);
      cut(node);
      return node;
    }

    private HardNode decide() {
      HardNode node =
          node(
              (saga, steps) -> {
                saga.onFailure(Recovery.REPROCESS);
                steps.local(saga, "row");
                steps.idempotent(saga, "call");
                steps.local(saga, "last");
              });
      outside.next("call", Outside.Mood.REJECT);
      if (site == Site.PARKING) {
        arm(node);
      }
      start(node, "k");
      settles(node, "k", PARKED);
      if (site != Site.PARKING) {
        arm(node);
      }
      assertThat(decision(node)).isEqualTo(Answer.ACCEPTED);
      cut(node);
      if (site == Site.EDIT) {
        assertThat(node.amends.operator().resume(node.order("k"))).isEqualTo(Answer.ACCEPTED);
      }
      settles(node, "k", SUCCEEDED);
      assertThat(view(node, "k").input()).contains(site == Site.EDIT ? "mended" : "input");
      assertThat(node.amends.query().audits(node.id("k"), 10)).hasSize(site == Site.EDIT ? 2 : 1);
      return node;
    }

    private Answer decision(HardNode node) {
      return switch (site) {
        case DONE -> {
          // A person has made the call by hand.
          outside.byHand("call", "k");
          yield node.amends.operator().done(node.order("k"), "call", "\"by-hand\"", "seen");
        }
        case SKIP -> node.amends.operator().skip(node.order("k"), "call");
        case EDIT -> node.amends.operator().editInput(node.order("k"), "\"mended\"");
        default -> node.amends.operator().resume(node.order("k"));
      };
    }

    private HardNode look() {
      HardNode node =
          node(
              (saga, steps) -> {
                steps.probed(saga, "call");
                steps.idempotent(saga, "last");
              });
      outside.next("call", Outside.Mood.LOSE_REQUEST);
      outside.next("last", Outside.Mood.REJECT);
      arm(node);
      start(node, "k");
      settles(node, "k", COMPENSATED);
      cut(node);
      assertThat(tables.numbers("SELECT number FROM amends_saga")).hasSize(2);
      return node;
    }

    private HardNode migrate() throws Exception {
      Script.Body before =
          (saga, steps) -> {
            steps.idempotent(saga, "call");
            saga.await("paid", String.class, WITHIN);
          };
      HardNode old = node(before);
      start(old, "k");
      eventually("it waits", () -> outside.net("call", "k") == 1);
      old.close();
      HardNode node =
          made(
              HardNode.settings(),
              (saga, steps) -> {
                before.define(saga, steps);
                steps.local(saga, "row");
              });
      arm(node);
      node.started();
      cut(node);
      insist(() -> node.amends.sagas().signal(Script.class, "k", Signal.of("paid", "p-1")));
      settles(node, "k", SUCCEEDED);
      assertThat(tables.booked("k", "row")).isEqualTo(1);
      return node;
    }

    private HardNode remove() {
      Retention.Keep keep = new Retention.Keep(Duration.ofMillis(1_300), Duration.ofSeconds(60));
      EngineSettings settings = HardNode.settings().keeping(keep);
      HardNode node = node(settings, (saga, steps) -> rowThenCall(saga, steps));
      arm(node);
      start(node, "k");
      settles(node, "k", SUCCEEDED);
      cut(node);
      eventually("the journal goes", () -> view(node, "k").detailsRemoved());
      assertThat(view(node, "k").status()).isEqualTo(SUCCEEDED);
      assertThat(node.start("k")).as("started again").isFalse();
      assertThat(tables.booked("k", "row")).isEqualTo(1);
      assertThat(outside.calls("k")).hasSize(1);
      return node;
    }

    private HardNode letGo() throws Exception {
      Script.Body script =
          (saga, steps) -> {
            saga.await("paid", String.class, Duration.ofMillis(1_900));
            steps.local(saga, "row");
          };
      HardNode first = node(script);
      start(first, "k");
      arm(first);
      first.amends.stop(Duration.ofSeconds(2));
      assertThat(first.proxy.cuts()).isEqualTo(1);
      HardNode second = node(script);
      assertThat(view(second, "k").status()).isEqualTo(RUNNING);
      insist(() -> second.amends.sagas().signal(Script.class, "k", Signal.of("paid", "p-1")));
      settles(second, "k", SUCCEEDED);
      return second;
    }
  }
}
