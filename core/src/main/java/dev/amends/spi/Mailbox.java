package dev.amends.spi;

import dev.amends.journal.SagaAddress;
import java.util.Collection;
import java.util.List;

/** Messages that wait for sagas. Consumed by the append that makes a fact of them. */
public interface Mailbox {
  /** What a message is. */
  enum Kind {
    /** A person wants the saga undone; the body is the encoded fact. */
    CANCEL(1),
    /** The saga's turn for its exclusive key has come; no body. */
    GRANTED(2);

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
      return code == CANCEL.code ? CANCEL : GRANTED;
    }
  }

  /**
   * A message.
   *
   * @param id what it is consumed by
   * @param saga for whom
   * @param kind what it is
   * @param body its content
   */
  record Mail(long id, SagaAddress saga, Kind kind, byte[] body) {}

  /** Puts a message, in the current transaction if there is one, else in an own one. */
  void put(SagaAddress saga, Kind kind, byte[] body);

  /**
   * Messages for unfinished sagas of this owner, or of nobody with one of these plans, oldest
   * first; those whose ids are greater than {@code after}.
   */
  List<Mail> poll(long owner, Collection<String> planHashes, long after, int limit);

  /** All messages for one saga, oldest first. */
  List<Mail> of(SagaAddress saga);

  /** Drops messages whose saga has ended. */
  int sweep();
}
