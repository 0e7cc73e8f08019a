package dev.amends.internal.care;

import dev.amends.error.StoreUnavailableException;
import dev.amends.internal.drive.Driving;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.Mailbox;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round of looking for messages: handed to sagas in memory, dormant ones are woken first. */
public final class MailReader implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(MailReader.class);
  private static final int MOST = 1_000;

  private final SagaStore store;
  private final Collection<String> planHashes;
  private final LeaseKeeper lease;
  private final Driving driving;
  private final Adopter adopter;
  private final Supplier<Instant> now;
  private final Map<Long, Instant> known = new Known();

  public MailReader(
      SagaStore store,
      Collection<String> planHashes,
      LeaseKeeper lease,
      Driving driving,
      Adopter adopter,
      Supplier<Instant> now) {
    this.store = store;
    this.planHashes = planHashes;
    this.lease = lease;
    this.driving = driving;
    this.adopter = adopter;
    this.now = now;
  }

  @Override
  public void run() {
    if (!lease.holds()) {
      return;
    }
    try {
      long after = 0;
      List<Mailbox.Mail> page;
      do {
        page = store.mailbox().poll(lease.incarnation(), planHashes, after, MOST);
        List<Mailbox.Mail> left = page.stream().filter(mail -> !driving.deliver(mail)).toList();
        wake(left);
        after = page.isEmpty() ? after : page.get(page.size() - 1).id();
      } while (page.size() == MOST);
    } catch (StoreUnavailableException unavailable) {
      log.debug("Reading mail waits for the database", unavailable);
    }
  }

  /** Dormant sagas are taken up if there is news for them. */
  private void wake(List<Mailbox.Mail> left) {
    Map<Long, List<Mailbox.Mail>> bySaga = new LinkedHashMap<>();
    left.forEach(
        mail -> bySaga.computeIfAbsent(mail.saga().number(), none -> new ArrayList<>()).add(mail));
    for (SagaRow row : store.byNumber(bySaga.keySet())) {
      boolean dormant =
          row.owner() == null && !row.status().ended() && row.status() != SagaStatus.PARKED;
      List<Mailbox.Mail> mine = bySaga.getOrDefault(row.address().number(), List.of());
      if (dormant && driving.room() > 0 && mine.stream().anyMatch(mail -> isNews(mail, row))) {
        wake(row);
      }
    }
  }

  /** A signal that came early is none until its saga waits for something else. */
  private boolean isNews(Mailbox.Mail mail, SagaRow row) {
    Instant due = row.due();
    return mail.kind() != Mailbox.Kind.SIGNAL || due == null || !due.equals(known.get(mail.id()));
  }

  /** All messages are handed over, oldest first: an early one must be there when it counts. */
  private void wake(SagaRow row) {
    LiveSagas.Candidate candidate =
        new LiveSagas.Candidate(row.address(), row.type(), row.planHash(), null, now.get());
    adopter.adopt(List.of(candidate), false);
    for (Mailbox.Mail mail : store.mailbox().of(row.address())) {
      Instant due = row.due();
      if (driving.deliver(mail) && due != null) {
        known.put(mail.id(), due);
      }
    }
  }

  /** Messages that were handed over, and until when their sagas waited at that time. */
  private static final class Known extends LinkedHashMap<Long, Instant> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 10_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Instant> eldest) {
      return size() > MOST;
    }
  }
}
