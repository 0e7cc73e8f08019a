package dev.amends.testkit.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.RunResult;
import dev.amends.SagaHandle;
import dev.amends.definition.Recovery;
import dev.amends.definition.SagaBuilder;
import dev.amends.error.KeyReusedException;
import dev.amends.error.SagaUnfinishedException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.journal.Actor;
import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaStatus;
import dev.amends.operator.Order;
import dev.amends.query.SagaView;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Retention;
import dev.amends.spi.Retention.Keep;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.testkit.engine.Outside.Mood;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Engines remove what ended long ago, and say so of what is left. */
@Timeout(60)
class RemovalTest extends Cluster {
  /** Longer than a lease, as it must be. */
  private static final Duration SHORT = ofMillis(700);

  private static final Keep JOURNALS_ONLY = new Keep(SHORT, Duration.ofHours(1));

  private final Consumer<SagaBuilder<String, String>> body =
      script(
          saga -> {
            var one = probed(saga, "one");
            probed(saga, "two");
            saga.returns(String.class, run -> run.get(one));
          });

  private static EngineSettings keeping(Keep keep) {
    return Node.settings().keeping(keep);
  }

  private void losesItsJournal(String key) {
    eventually(() -> store.journal(row(key).address()).isEmpty());
  }

  private static RunResult<String> run(Node node, String key) {
    return node.amends.sagas().run(Script.class, key, "input", ofSeconds(5));
  }

  @Test
  void aSagaWhoseJournalIsGoneIsStillThereAndSaysSo() {
    Node node = node(keeping(JOURNALS_ONLY), body);
    start(node, "k");
    settles("k", SagaStatus.SUCCEEDED);
    losesItsJournal("k");

    SagaView view = view(node, "k");
    assertThat(view.detailsRemoved()).isTrue();
    assertThat(view.status()).isEqualTo(SagaStatus.SUCCEEDED);
    assertThat(view.reason()).isNull();
    assertThat(view.cause()).isNull();
    assertThat(view.steps()).isEmpty();
    assertThat(view.endedAt()).isEqualTo(view.updatedAt()).isAfterOrEqualTo(view.startedAt());
    assertThat(node.amends.query().journal(view.id())).isEmpty();
    assertThat(node.amends.sagas().findAll(Script.class, List.of("k")).get("k").detailsRemoved())
        .isTrue();
  }

  @Test
  void aRepeatedStartGetsTheSagaWhoseJournalIsGone() {
    Node node = node(keeping(JOURNALS_ONLY), body);
    SagaHandle first = node.amends.sagas().start(Script.class, "k", "input");
    settles("k", SagaStatus.SUCCEEDED);
    losesItsJournal("k");

    SagaHandle second = node.amends.sagas().start(Script.class, "k", "input");

    assertThat(second.created()).isFalse();
    assertThat(second.id()).isEqualTo(first.id());
    assertThatThrownBy(() -> node.amends.sagas().start(Script.class, "k", "other"))
        .isInstanceOf(KeyReusedException.class);
    assertThat(run(node, "k")).isEqualTo(new RunResult.Removed<String>(first.id()));
    assertThatThrownBy(() -> run(node, "k").orThrow())
        .isInstanceOf(SagaUnfinishedException.class)
        .hasMessageContaining("removed");
    assertThat(logged("create one")).isEqualTo(1);
  }

  @Test
  void aSagaWithoutOutputHasSucceededAsEver() {
    Node node = node(keeping(JOURNALS_ONLY), script(saga -> probed(saga, "one")));
    start(node, "k");
    settles("k", SagaStatus.SUCCEEDED);
    losesItsJournal("k");

    assertThat(run(node, "k")).isEqualTo(new RunResult.Succeeded<String>(row("k").id(), null));
  }

  @Test
  void anUndoneSagaWhoseJournalIsGoneIsUndone() {
    outside.next("create two", Mood.REJECT);
    Node node = node(keeping(JOURNALS_ONLY), body);
    start(node, "k");
    settles("k", SagaStatus.COMPENSATED);
    losesItsJournal("k");

    RunResult<String> result = run(node, "k");

    assertThat(result).isInstanceOf(RunResult.Undone.class);
    assertThat(((RunResult.Undone<String>) result).cause().code()).isEqualTo("details-removed");
    assertThat(view(node, "k").detailsRemoved()).isTrue();
    assertThat(view(node, "k").cause().code()).isEqualTo("details-removed");
  }

  @Test
  void aSagaThatWasKeptLongEnoughIsGoneAndItsKeyIsFree() {
    Node node = node(keeping(new Keep(SHORT, SHORT)), body);
    start(node, "k");
    settles("k", SagaStatus.SUCCEEDED);
    eventually(() -> store.find(Script.TYPE, "k").isEmpty());

    start(node, "k");

    settles("k", SagaStatus.SUCCEEDED);
  }

  @Test
  void aKeyThatOutlivesItsJournalGoesInTheEnd() {
    Node node = node(keeping(new Keep(SHORT, SHORT.multipliedBy(3))), body);
    start(node, "k");
    settles("k", SagaStatus.SUCCEEDED);
    losesItsJournal("k");

    eventually(() -> store.find(Script.TYPE, "k").isEmpty());
  }

  @Test
  void aParkedSagaStaysAndGoesOnWhenAPersonSaysSo() {
    outside.next("create two", Mood.REJECT);
    Node node =
        node(
            keeping(new Keep(SHORT, SHORT)),
            script(
                saga -> {
                  saga.onFailure(Recovery.REPROCESS);
                  probed(saga, "one");
                  probed(saga, "two");
                }));
    start(node, "parked");
    parks("parked", ParkReason.STEP_FAILED);
    start(node, "after");
    settles("after", SagaStatus.SUCCEEDED);
    eventually(() -> store.find(Script.TYPE, "after").isEmpty());

    SagaView parked = view(node, "parked");
    assertThat(parked.detailsRemoved()).isFalse();
    assertThat(parked.steps()).hasSize(2);
    node.amends.operator().resume(Order.on(parked.id(), Actor.of("ann"), "again"));
    settles("parked", SagaStatus.SUCCEEDED);
  }

  @Test
  void severalNodesRemoveTogether() {
    Node first = node(keeping(JOURNALS_ONLY), body);
    Node second = node(keeping(JOURNALS_ONLY), body);
    for (int i = 0; i < 40; i++) {
      start(i % 2 == 0 ? first : second, "k" + i);
    }

    List<String> keys = IntStream.range(0, 40).mapToObj(i -> "k" + i).toList();
    eventually(() -> keys.stream().allMatch(key -> status(key) == SagaStatus.SUCCEEDED));
    eventually(() -> keys.stream().allMatch(key -> store.journal(row(key).address()).isEmpty()));
    assertThat(view(first, "k7").detailsRemoved()).isTrue();
  }

  @Test
  void aNodeWithoutALeaseRemovesNothing() {
    Node node = node(keeping(JOURNALS_ONLY), body);
    start(node, "k");
    settles("k", SagaStatus.SUCCEEDED);
    AtomicInteger asked = new AtomicInteger();
    node.before =
        operation -> {
          switch (operation) {
            case RENEW -> throw new StoreUnavailableException("no renewal for this node");
            case REMOVE_JOURNALS, REMOVE_SAGAS, REMOVE_NODES -> asked.incrementAndGet();
            default -> {}
          }
        };
    eventually(() -> !node.amends.health().leased());
    int before = asked.get();

    pass(SHORT.multipliedBy(2));

    assertThat(asked).hasValue(before);
    assertThat(store.journal(row("k").address())).isNotEmpty();
  }

  @Test
  void aLateLookThatComesTooLateParks() {
    outside.next("create one", Mood.LOSE_REQUEST, Mood.REJECT);
    Node node = node(lookingAfter(ofSeconds(3)), body);
    start(node, "k");
    settles("k", SagaStatus.COMPENSATED);
    Keep none = new Keep(Duration.ofNanos(1_000), Duration.ofNanos(1_000));
    eventually(() -> store.retention().journals(none, Retention.START, 10).sagas() == 1);

    eventually(() -> lateLook().status() == SagaStatus.PARKED);

    SagaView look = node.amends.query().find(lateLook().id()).orElseThrow();
    assertThat(look.cause().message()).contains("was removed before its step 'one'");
  }

  private static EngineSettings lookingAfter(Duration time) {
    EngineSettings usual = Node.settings();
    return new EngineSettings(
        usual.node(),
        usual.lease(),
        usual.sweepEvery(),
        usual.mailEvery(),
        usual.forgottenAfter(),
        usual.dormantAbove(),
        usual.workers(),
        usual.driving(),
        usual.payloadLimit(),
        time,
        usual.grace(),
        usual.keep(),
        usual.planGoneAfter());
  }

  private SagaRow lateLook() {
    return store.list(new SagaFilter("amends.late-look", null, null, null, 10)).get(0);
  }
}
