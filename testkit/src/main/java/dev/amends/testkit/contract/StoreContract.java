package dev.amends.testkit.contract;

import dev.amends.spi.Append;
import dev.amends.spi.Flushed;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What all suites share: a fresh database for each test, and two nodes on it. */
@Timeout(60)
public abstract class StoreContract {
  /** Lock time-out of the nodes: long enough for a busy machine, short enough for a test. */
  static final Duration LOCK_TIMEOUT = Duration.ofMillis(100);

  private static final int ATTEMPTS = 200;

  private final Deque<SagaStore> opened = new ArrayDeque<>();
  private @Nullable StoreFixture fixture;

  /** The node that most tests use. */
  SagaStore store;

  /** Another node on the same database. */
  SagaStore other;

  /** Transactions of the database. */
  Transactions transactions;

  /** Makes appends, written by {@value Samples#WRITER}. */
  Samples samples;

  /** A fresh, empty database; called before each test, and closed after it. */
  protected abstract StoreFixture fixture();

  @BeforeEach
  void openNodes() {
    StoreFixture fresh = fixture();
    fixture = fresh;
    transactions = fresh.transactions();
    store = node();
    other = node();
    samples = new Samples(store);
  }

  @AfterEach
  void closeNodes() {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
    if (fixture != null) {
      fixture.close();
    }
  }

  /** One more node on the database. */
  final SagaStore node() {
    SagaStore node = database().open();
    node.lockTimeout(LOCK_TIMEOUT);
    opened.push(node);
    return node;
  }

  private StoreFixture database() {
    return Objects.requireNonNull(fixture);
  }

  final boolean loseNextCommitAnswer() {
    return database().loseNextCommitAnswer();
  }

  /** Flushes as an engine does: blocked, and deadlocked, batches are tried again. */
  static Flushed settle(SagaStore node, List<Append> appends) {
    Flushed answer = node.flush(appends);
    for (int i = 1; i < ATTEMPTS && passing(answer); i++) {
      answer = node.flush(appends);
    }
    return answer;
  }

  static boolean passing(Flushed answer) {
    return answer == Flushed.BLOCKED || answer == Flushed.AGAIN;
  }

  /** A keyed saga that is durable and driven by {@value Samples#WRITER}. */
  final NewSaga started(String key) {
    NewSaga saga = samples.saga(key);
    samples.write(samples.start(saga));
    return saga;
  }
}
