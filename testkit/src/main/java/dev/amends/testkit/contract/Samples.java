package dev.amends.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.amends.journal.Actor;
import dev.amends.journal.Fact;
import dev.amends.journal.FactCodec;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaIds;
import dev.amends.journal.SagaStatus;
import dev.amends.journal.Via;
import dev.amends.spi.Append;
import dev.amends.spi.Audit;
import dev.amends.spi.Change;
import dev.amends.spi.Flushed;
import dev.amends.spi.InputHash;
import dev.amends.spi.LiveSagas.Adoption;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes sagas and appends with real encoded facts, as one node would write them. Safe for many
 * threads.
 */
public final class Samples {
  /** Type of all sagas, unless told otherwise. */
  public static final String TYPE = "sample.order";

  /** Plan hash of all sagas, unless told otherwise. */
  public static final String PLAN = "00112233445566aa";

  /** Incarnation of the node, unless told otherwise. */
  public static final long WRITER = 7_001;

  private static final int HASH_SCHEME = 1;

  private final SagaStore store;
  private final long writer;
  private final AtomicLong numbers = new AtomicLong();

  /** Samples written by {@link #WRITER}. */
  public Samples(SagaStore store) {
    this(store, WRITER);
  }

  /** Samples written by an incarnation, which also owns what it starts. */
  public Samples(SagaStore store, long writer) {
    this.store = store;
    this.writer = writer;
  }

  /** The incarnation that writes. */
  public long writer() {
    return writer;
  }

  /** The database's clock in the precision that every store keeps. */
  public Instant now() {
    return store.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A keyed saga that is not stored yet. */
  public NewSaga saga(String key) {
    return saga(TYPE, key, PLAN);
  }

  /** A saga without a key that is not stored yet. */
  public NewSaga unkeyed() {
    return saga(TYPE, null, PLAN);
  }

  /** A saga that is not stored yet. */
  public NewSaga saga(String type, @Nullable String key, String plan) {
    Instant now = now();
    long number = store.reserveNumbers(1);
    int day = (int) now.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    return new NewSaga(
        new SagaAddress(number, day),
        SagaIds.of(number, now),
        type,
        key,
        key == null ? null : hash(key),
        plan,
        now);
  }

  /** A hash of some input. */
  public static InputHash hash(String input) {
    return new InputHash(HASH_SCHEME, Arrays.copyOf(input.getBytes(UTF_8), 32));
  }

  /** The first append of a saga; the writer owns it. */
  public Append start(NewSaga saga) {
    return start(saga, writer, null);
  }

  /** The first append of a saga. */
  public Append start(NewSaga saga, @Nullable Long owner, @Nullable Instant due) {
    Fact started =
        new Fact.Started(payload("{\"n\":1}"), Map.of("correlationId", "c-1"), null, null);
    return append(saga.address(), 1, started).with(new Change.Open(saga, owner, due));
  }

  /** An append that concludes a step and changes nothing in the index. */
  public Append step(SagaAddress saga, int position) {
    return append(saga, position, new Fact.Succeeded(position, payload("{\"ok\":true}"), Via.CALL));
  }

  /** An append that says something else in the live row. */
  public Append move(SagaAddress saga, int position, Change.Move move) {
    return append(saga, position, new Fact.Resumed(Actor.of("sample"), "again")).with(move);
  }

  /** The last append of a saga. */
  public Append end(SagaAddress saga, int position, SagaStatus status) {
    return end(saga, position, status, null);
  }

  /** The last append of a saga that held, or waited for, an exclusive key. */
  public Append end(SagaAddress saga, int position, SagaStatus status, @Nullable String exclusive) {
    return append(saga, position, new Fact.Ended(status, payload("{\"done\":1}")))
        .with(new Change.Close(status, exclusive));
  }

  /** An append of one fact. */
  public Append append(SagaAddress saga, int position, Fact fact) {
    return Append.of(
        saga, position, writer, numbers.incrementAndGet(), now(), FactCodec.encode(List.of(fact)));
  }

  /** An adoption of a saga that has this owner now. */
  public Adoption adoption(SagaAddress saga, @Nullable Long owner) {
    byte[] facts = FactCodec.encode(List.of(new Fact.Adopted(true, now())));
    return new Adoption(saga, owner, numbers.incrementAndGet(), facts);
  }

  /** An audit row about a saga. */
  public Audit audit(NewSaga saga, String action) {
    return new Audit(now(), "ann", action, saga.id(), null, "because", "DONE");
  }

  /** Makes appends durable. */
  public void write(Append... appends) {
    Flushed answer = store.flush(List.of(appends));
    if (answer != Flushed.COMMITTED) {
      throw new AssertionError("A store that nobody else uses answered " + answer);
    }
  }

  /** A payload of that text. */
  public static Payload payload(String text) {
    return Payload.of(text.getBytes(UTF_8));
  }
}
