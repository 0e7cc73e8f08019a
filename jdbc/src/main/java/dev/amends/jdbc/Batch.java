package dev.amends.jdbc;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Audit;
import dev.amends.spi.Change;
import dev.amends.spi.Mailbox;
import dev.amends.spi.NewSaga;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Several appends taken apart by table, each part sorted by key: two transactions that want the
 * same rows then ask for them in the same order.
 */
final class Batch {
  /** The address of a saga and what becomes of it. */
  record Moved(SagaAddress saga, Change.Move move) {}

  /** A saga that ends. */
  record Closed(SagaAddress saga, Change.Close close, Instant at) {}

  private final List<NewSaga> sagas = new ArrayList<>();
  private final List<Change.Open> opened = new ArrayList<>();
  private final List<Moved> moved = new ArrayList<>();
  private final List<SagaAddress> reopened = new ArrayList<>();
  private final List<Mailbox.Letter> letters = new ArrayList<>();
  private final List<Closed> closed = new ArrayList<>();
  private final List<Long> mail = new ArrayList<>();
  private final List<Audit> audits = new ArrayList<>();
  private final List<Append> rows = new ArrayList<>();

  private Batch() {}

  /** Appends for a transaction of their own. */
  static Batch of(List<Append> appends) {
    Batch batch = new Batch();
    appends.forEach(append -> batch.add(append, true));
    batch.sort();
    return batch;
  }

  /** One append whose index row, should it open a saga, is in the transaction already. */
  static Batch joined(Append append) {
    Batch batch = new Batch();
    batch.add(append, false);
    batch.sort();
    return batch;
  }

  private void add(Append append, boolean indexed) {
    rows.add(append);
    mail.addAll(append.mail());
    letters.addAll(append.letters());
    if (append.audit() != null) {
      audits.add(append.audit());
    }
    Change change = append.change();
    if (change instanceof Change.Open open) {
      opened.add(open);
      if (indexed) {
        sagas.add(open.saga());
      }
    } else if (change instanceof Change.Move move) {
      moved.add(new Moved(append.saga(), move));
    } else if (change instanceof Change.Close close) {
      closed.add(new Closed(append.saga(), close, append.at()));
    } else if (change instanceof Change.Reopen) {
      reopened.add(append.saga());
    }
    append.alongside().forEach(other -> add(other, true));
  }

  private void sort() {
    // By key, not by number: the key is what two nodes may both want.
    sagas.sort(
        comparing(NewSaga::key, nullsFirst(naturalOrder()))
            .thenComparing(NewSaga::type)
            .thenComparingLong(saga -> saga.address().number()));
    opened.sort(comparingLong(open -> open.saga().address().number()));
    moved.sort(comparingLong(each -> each.saga().number()));
    closed.sort(comparingLong(each -> each.saga().number()));
    reopened.sort(comparingLong(SagaAddress::number));
    mail.sort(naturalOrder());
    rows.sort(Batch::inJournal);
  }

  private static int inJournal(Append one, Append other) {
    int byBucket = Integer.compare(one.saga().bucket(), other.saga().bucket());
    if (byBucket != 0) {
      return byBucket;
    }
    int byNumber = Long.compare(one.saga().number(), other.saga().number());
    return byNumber == 0 ? Integer.compare(one.position(), other.position()) : byNumber;
  }

  List<NewSaga> sagas() {
    return sagas;
  }

  List<Change.Open> opened() {
    return opened;
  }

  List<Moved> moved() {
    return moved;
  }

  /** Those that go on by another plan. */
  List<Moved> replanned() {
    return moved.stream().filter(each -> each.move().planHash() != null).toList();
  }

  List<SagaAddress> reopened() {
    return reopened;
  }

  List<Mailbox.Letter> letters() {
    return letters;
  }

  List<Closed> closed() {
    return closed;
  }

  List<Closed> compensated() {
    return closed.stream().filter(each -> each.close().status() == SagaStatus.COMPENSATED).toList();
  }

  /** Those that hold or wait for an exclusive key, sorted by key. */
  List<Closed> exclusive() {
    return closed.stream()
        .filter(each -> each.close().exclusive() != null)
        .sorted(comparing(each -> String.valueOf(each.close().exclusive())))
        .toList();
  }

  List<Long> mail() {
    return mail;
  }

  List<Audit> audits() {
    return audits;
  }

  List<Append> rows() {
    return rows;
  }

  /** Whether it is nothing but journal rows. */
  boolean onlyRows() {
    return opened.isEmpty()
        && moved.isEmpty()
        && closed.isEmpty()
        && reopened.isEmpty()
        && letters.isEmpty()
        && mail.isEmpty()
        && audits.isEmpty();
  }
}
