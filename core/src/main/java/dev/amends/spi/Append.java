package dev.amends.spi;

import dev.amends.journal.SagaAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One journal row and everything that becomes true with it, in one transaction or not at all.
 *
 * @param saga whose journal
 * @param position the next free position as the writer knows it; taken means fenced
 * @param writer incarnation that writes
 * @param number number of the append, unique within its writer; the same row tried again keeps it
 * @param at database time by the writer's estimate
 * @param facts encoded facts
 * @param change what changes in the index
 * @param alongside sagas started or reopened together with it; each an append with {@link
 *     Change.Open} or {@link Change.Reopen}
 * @param mail mailbox rows that are consumed by it; one that is gone is a conflict
 * @param letters mailbox rows that it puts
 * @param audit the action of a person that it records, null when it is none
 */
public record Append(
    SagaAddress saga,
    int position,
    long writer,
    long number,
    Instant at,
    byte[] facts,
    Change change,
    List<Append> alongside,
    List<Long> mail,
    List<Mailbox.Letter> letters,
    @Nullable Audit audit) {
  public Append {
    alongside = List.copyOf(alongside);
    mail = List.copyOf(mail);
    letters = List.copyOf(letters);
  }

  /** An append that only adds facts. */
  public static Append of(
      SagaAddress saga, int position, long writer, long number, Instant at, byte[] facts) {
    return new Append(
        saga,
        position,
        writer,
        number,
        at,
        facts,
        new Change.None(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  /** The same with a change of the index. */
  public Append with(Change other) {
    return new Append(
        saga, position, writer, number, at, facts, other, alongside, mail, letters, audit);
  }

  /** The same together with sagas that start with it. */
  public Append with(List<Append> started) {
    return new Append(
        saga, position, writer, number, at, facts, change, started, mail, letters, audit);
  }

  /** The same, consuming these mailbox rows. */
  public Append consuming(List<Long> ids) {
    return new Append(
        saga, position, writer, number, at, facts, change, alongside, ids, letters, audit);
  }

  /** The same, putting these messages. */
  public Append sending(List<Mailbox.Letter> more) {
    return new Append(
        saga, position, writer, number, at, facts, change, alongside, mail, more, audit);
  }

  /** The same with an audit row. */
  public Append audited(Audit row) {
    return new Append(
        saga, position, writer, number, at, facts, change, alongside, mail, letters, row);
  }

  /** The same as a certain append of a certain incarnation: the same row tried again. */
  public Append stamped(Stamp stamp) {
    return new Append(
        saga,
        position,
        stamp.writer(),
        stamp.number(),
        at,
        facts,
        change,
        alongside,
        mail,
        letters,
        audit);
  }

  /** Bytes that it carries, for bounding batches. */
  public int bytes() {
    int sum = facts.length;
    for (Mailbox.Letter letter : letters) {
      sum += letter.body().length;
    }
    for (Append other : alongside) {
      sum += other.bytes();
    }
    return sum;
  }
}
