package dev.amends.internal.care;

import dev.amends.error.StoreUnavailableException;
import dev.amends.internal.drive.Driving;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.Mailbox;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Set<Long> known = Collections.newSetFromMap(new Known());

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
        for (Mailbox.Mail mail : page) {
          boolean news = mail.kind() != Mailbox.Kind.SIGNAL || !known.contains(mail.id());
          if (!driving.deliver(mail) && news && driving.room() > 0) {
            wake(mail);
          }
          after = mail.id();
        }
      } while (page.size() == MOST);
    } catch (StoreUnavailableException unavailable) {
      log.debug("Reading mail waits for the database", unavailable);
    }
  }

  /** A dormant saga is taken up; the message is handed over then, or at the next round. */
  private void wake(Mailbox.Mail mail) {
    for (SagaRow row : store.byNumber(List.of(mail.saga().number()))) {
      boolean dormant =
          row.owner() == null && !row.status().ended() && row.status() != SagaStatus.PARKED;
      if (dormant) {
        LiveSagas.Candidate candidate =
            new LiveSagas.Candidate(row.address(), row.type(), row.planHash(), null, now.get());
        adopter.adopt(List.of(candidate), false);
        boolean delivered = driving.deliver(mail);
        if (delivered && mail.kind() == Mailbox.Kind.SIGNAL) {
          known.add(mail.id());
        }
      }
    }
  }

  /** Signals that came before anybody waited for them; they need not wake their saga again. */
  private static final class Known extends LinkedHashMap<Long, Boolean> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 10_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
      return size() > MOST;
    }
  }
}
