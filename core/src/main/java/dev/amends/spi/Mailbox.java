package dev.amends.spi;

import dev.amends.journal.SagaAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages that wait for sagas. Consumed by the append that makes a fact of them. */
public interface Mailbox {
  /** What a message is. */
  enum Kind {
    /** A person wants the saga undone; the body is the encoded fact. */
    CANCEL(1),
    /** The saga's turn for its exclusive key has come; no body. */
    GRANTED(2),
    /** A signal; the body is what it brings. */
    SIGNAL(3),
    /** A saga that does a step of this one has ended; the body is the encoded fact. */
    CHILD_ENDED(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The stored code. */
    public int code() {
      return code;
    }

    /** The kind of a stored code. */
    public static Kind of(int code) {
      return switch (code) {
        case 1 -> CANCEL;
        case 3 -> SIGNAL;
        case 4 -> CHILD_ENDED;
        default -> GRANTED;
      };
    }
  }

  /**
   * A message.
   *
   * @param id what it is consumed by
   * @param saga for whom
   * @param kind what it is
   * @param body its content
   * @param signal which signal it is, null for other kinds
   */
  record Mail(long id, SagaAddress saga, Kind kind, byte[] body, @Nullable SignalId signal) {}

  /**
   * A message that an append sends.
   *
   * @param to for whom
   * @param kind what it is
   * @param body its content
   */
  record Letter(SagaAddress to, Kind kind, byte[] body) {}

  /**
   * Which signal of a saga.
   *
   * @param name that a step waits for
   * @param id the same signal sent again has the same one
   */
  record SignalId(String name, String id) {}

  /**
   * A signal for the saga of a type and key, which need not exist yet.
   *
   * @param type the definition's name
   * @param key the saga's key
   * @param id which signal
   * @param body what it brings
   */
  record Signal(String type, String key, SignalId id, byte[] body) {}

  /**
   * A signal whose saga ended without taking it.
   *
   * @param mail what it is dropped by
   * @param saga the saga that has ended
   * @param id which signal
   * @param body what it brings
   */
  record Late(long mail, UUID saga, SignalId id, byte[] body) {}

  /** Puts a message, in the current transaction if there is one, else in an own one. */
  void put(SagaAddress saga, Kind kind, byte[] body);

  /**
   * Stores a signal, in the current transaction if there is one, else in an own one.
   *
   * @return false if it is stored already
   */
  boolean signal(Signal signal);

  /** Signals whose sagas have ended, oldest first. */
  List<Late> late(int limit);

  /** Drops a message. */
  void drop(long mail);

  /** Drops signals older than that whose sagas were never started. */
  int expire(Duration age);

  /**
   * Messages for unfinished sagas of this owner, or of nobody with one of these plans, oldest
   * first; those whose ids are greater than {@code after}.
   */
  List<Mail> poll(long owner, Collection<String> planHashes, long after, int limit);

  /** All messages for one saga, signals included, oldest first. */
  List<Mail> of(SagaAddress saga);

  /** Drops messages other than signals whose saga has ended. */
  int sweep();
}
