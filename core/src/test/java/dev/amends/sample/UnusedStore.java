package dev.amends.sample;

import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaStatus;
import dev.amends.spi.Append;
import dev.amends.spi.Audit;
import dev.amends.spi.Exclusives;
import dev.amends.spi.Flushed;
import dev.amends.spi.Leases;
import dev.amends.spi.LiveSagas;
import dev.amends.spi.Mailbox;
import dev.amends.spi.NewSaga;
import dev.amends.spi.Opened;
import dev.amends.spi.Retention;
import dev.amends.spi.SagaFilter;
import dev.amends.spi.SagaRow;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Stamp;
import dev.amends.spi.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A store of which a test uses some methods, and everything else is a mistake. */
public abstract class UnusedStore implements SagaStore {
  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("This test does not expect that call");
  }

  @Override
  public long reserveNumbers(int count) {
    throw unused();
  }

  @Override
  public Flushed flush(List<Append> appends) {
    throw unused();
  }

  @Override
  public Opened open(NewSaga saga) {
    throw unused();
  }

  @Override
  public boolean append(Append append) {
    throw unused();
  }

  @Override
  public Optional<Stamp> stampAt(SagaAddress saga, int position) {
    throw unused();
  }

  @Override
  public List<StoredEntry> journal(SagaAddress saga) {
    throw unused();
  }

  @Override
  public Map<Long, List<StoredEntry>> journals(Collection<SagaAddress> sagas) {
    throw unused();
  }

  @Override
  public Optional<SagaRow> find(UUID id) {
    throw unused();
  }

  @Override
  public Optional<SagaRow> find(String type, String key) {
    throw unused();
  }

  @Override
  public List<SagaRow> find(String type, Collection<String> keys) {
    throw unused();
  }

  @Override
  public List<SagaRow> byNumber(Collection<Long> numbers) {
    throw unused();
  }

  @Override
  public List<SagaRow> list(SagaFilter filter) {
    throw unused();
  }

  @Override
  public Map<SagaStatus, Long> countUnfinished() {
    throw unused();
  }

  @Override
  public void savePlan(String hash, String outline) {
    throw unused();
  }

  @Override
  public Optional<String> plan(String hash) {
    throw unused();
  }

  @Override
  public void audit(Audit row) {
    throw unused();
  }

  @Override
  public List<Audit> audits(UUID saga, int limit) {
    throw unused();
  }

  @Override
  public Instant now() {
    throw unused();
  }

  @Override
  public void lockTimeout(Duration time) {
    throw unused();
  }

  @Override
  public Leases leases() {
    throw unused();
  }

  @Override
  public LiveSagas live() {
    throw unused();
  }

  @Override
  public Mailbox mailbox() {
    throw unused();
  }

  @Override
  public Exclusives exclusives() {
    throw unused();
  }

  @Override
  public Retention retention() {
    throw unused();
  }

  @Override
  public void close() {
    throw unused();
  }
}
