package dev.amends.testkit.store;

import dev.amends.journal.ParkReason;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Audit;
import dev.amends.spi.Leases.Node;
import dev.amends.spi.Leases.NodeState;
import dev.amends.spi.Mailbox.Kind;
import dev.amends.spi.Mailbox.Mail;
import dev.amends.spi.Mailbox.Signal;
import dev.amends.spi.NewSaga;
import dev.amends.spi.SagaRow;
import dev.amends.spi.StoredEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is committed. Guarded by the database's monitor. */
final class Tables {
  /** A saga's business key. */
  record Key(String type, String key) {}

  /** The row of an unfinished saga. */
  record LiveRow(
      SagaAddress saga,
      SagaStatus status,
      @Nullable ParkReason reason,
      @Nullable Long owner,
      @Nullable Instant due,
      Instant touched) {}

  /** How a saga ended. */
  record End(SagaStatus status, Instant at) {}

  /** A signal, and when it was stored. */
  record SignalRow(long id, Signal signal, Instant at) {
    Mail mail(SagaAddress saga) {
      return new Mail(id, saga, Kind.SIGNAL, signal.body(), signal.id());
    }
  }

  /** A node and the plans that it can drive. */
  record NodeRow(Node node, Set<String> plans) {}

  final NavigableMap<Long, NewSaga> sagas = new TreeMap<>();
  final Map<UUID, Long> ids = new HashMap<>();
  final Map<Key, Long> keys = new HashMap<>();
  final Map<Long, End> ends = new HashMap<>();
  final NavigableMap<Long, LiveRow> live = new TreeMap<>();
  final Map<SagaAddress, NavigableMap<Integer, StoredEntry>> journals = new HashMap<>();
  final NavigableMap<Long, Mail> mail = new TreeMap<>();
  final NavigableMap<Long, SignalRow> signals = new TreeMap<>();
  final Map<String, Deque<SagaAddress>> lines = new HashMap<>();
  final Map<String, String> plans = new HashMap<>();
  final List<Audit> audits = new ArrayList<>();
  final NavigableMap<Long, NodeRow> nodes = new TreeMap<>();
  long nextSaga = 1;
  long nextMail = 1;
  long nextIncarnation = 1;

  void insert(NewSaga saga) {
    long number = saga.address().number();
    sagas.put(number, saga);
    ids.put(saga.id(), number);
    if (saga.key() != null) {
      keys.put(new Key(saga.type(), saga.key()), number);
    }
  }

  /** Removes all that is there of a saga that has ended. */
  void remove(SagaAddress saga) {
    journals.remove(saga);
    NewSaga row = sagas.remove(saga.number());
    ends.remove(saga.number());
    if (row == null) {
      return;
    }
    ids.remove(row.id());
    if (row.key() != null) {
      keys.remove(new Key(row.type(), row.key()));
    }
    audits.removeIf(audit -> audit.saga().equals(row.id()));
  }

  /** Gives a saga another plan. */
  boolean replan(long number, String planHash) {
    NewSaga saga = Objects.requireNonNull(sagas.get(number));
    NewSaga replanned =
        new NewSaga(
            saga.address(),
            saga.id(),
            saga.type(),
            saga.key(),
            saga.inputHash(),
            planHash,
            saga.startedAt(),
            saga.root());
    return sagas.put(number, replanned) != null;
  }

  boolean hasEntry(SagaAddress saga, int position) {
    return entry(saga, position) != null;
  }

  @Nullable StoredEntry entry(SagaAddress saga, int position) {
    NavigableMap<Integer, StoredEntry> journal = journals.get(saga);
    return journal == null ? null : journal.get(position);
  }

  void insert(SagaAddress saga, StoredEntry entry) {
    journals.computeIfAbsent(saga, none -> new TreeMap<>()).put(entry.position(), entry);
  }

  int lastPosition(SagaAddress saga) {
    NavigableMap<Integer, StoredEntry> journal = journals.get(saga);
    return journal == null ? 0 : journal.lastKey();
  }

  List<StoredEntry> journal(SagaAddress saga) {
    NavigableMap<Integer, StoredEntry> journal = journals.get(saga);
    return journal == null ? List.of() : List.copyOf(journal.values());
  }

  void putMail(SagaAddress saga, Kind kind, byte[] body) {
    long id = nextMail++;
    mail.put(id, new Mail(id, saga, kind, body, null));
  }

  /** Stores a signal unless it is stored already. */
  boolean putSignal(Signal signal, Instant at) {
    boolean news = !has(signal);
    if (news) {
      long id = nextMail++;
      signals.put(id, new SignalRow(id, signal, at));
    }
    return news;
  }

  /** Whether a signal waits. */
  boolean has(Signal signal) {
    return signals.values().stream()
        .map(SignalRow::signal)
        .anyMatch(
            other ->
                other.type().equals(signal.type())
                    && other.key().equals(signal.key())
                    && other.id().equals(signal.id()));
  }

  /** The saga that a signal is for; null before it exists. */
  @Nullable SagaAddress sagaOf(Signal signal) {
    Long number = keys.get(new Key(signal.type(), signal.key()));
    NewSaga saga = number == null ? null : sagas.get(number);
    return saga == null ? null : saga.address();
  }

  /** All messages, and signals for sagas that exist, oldest first. */
  Stream<Mail> allMail() {
    Stream<Mail> signalled =
        signals.values().stream()
            .filter(row -> sagaOf(row.signal()) != null)
            .map(row -> row.mail(Objects.requireNonNull(sagaOf(row.signal()))));
    return Stream.concat(mail.values().stream(), signalled)
        .sorted(Comparator.comparingLong(Mail::id));
  }

  /** Takes a saga out of a line; if it stood first, the next one's turn has come. */
  void leaveLine(String key, SagaAddress saga) {
    Deque<SagaAddress> line = lines.getOrDefault(key, new ArrayDeque<>());
    boolean held = saga.equals(line.peekFirst());
    line.remove(saga);
    SagaAddress next = line.peekFirst();
    if (next == null) {
      lines.remove(key);
    } else if (held) {
      putMail(next, Kind.GRANTED, new byte[0]);
    }
  }

  /** The index row together with its live row or its end. */
  SagaRow row(NewSaga saga) {
    long number = saga.address().number();
    End end = ends.get(number);
    return end == null ? row(saga, live.get(number)) : ended(saga, end);
  }

  static SagaRow ended(NewSaga saga, End end) {
    return new SagaRow(
        saga.address(),
        saga.id(),
        saga.type(),
        saga.key(),
        saga.inputHash(),
        saga.planHash(),
        end.status(),
        null,
        null,
        null,
        saga.startedAt(),
        end.at());
  }

  static SagaRow row(NewSaga saga, @Nullable LiveRow live) {
    return new SagaRow(
        saga.address(),
        saga.id(),
        saga.type(),
        saga.key(),
        saga.inputHash(),
        saga.planHash(),
        live == null ? SagaStatus.RUNNING : live.status(),
        live == null ? null : live.reason(),
        live == null ? null : live.owner(),
        live == null ? null : live.due(),
        saga.startedAt(),
        null);
  }

  /** Plans of nodes that live, or went after that time. */
  Set<String> plansHeldSince(Instant time) {
    Set<String> held = new HashSet<>();
    for (NodeRow row : nodes.values()) {
      Instant end = row.node().endedAt();
      if (row.node().state() == NodeState.LIVE || (end != null && end.isAfter(time))) {
        held.addAll(row.plans());
      }
    }
    return held;
  }

  /** Hashes that some node with a right to drive holds. */
  Set<String> heldPlans() {
    Set<String> held = new HashSet<>();
    for (NodeRow row : nodes.values()) {
      if (row.node().state() == NodeState.LIVE) {
        held.addAll(row.plans());
      }
    }
    return held;
  }
}
