package dev.amends.internal.start;

import dev.amends.error.InvalidKeyException;
import dev.amends.error.KeyReusedException;
import dev.amends.internal.call.Payloads;
import dev.amends.internal.call.Subject;
import dev.amends.internal.time.EngineClock;
import dev.amends.internal.write.SagaNumbers;
import dev.amends.journal.Fact;
import dev.amends.journal.Payload;
import dev.amends.journal.SagaAddress;
import dev.amends.journal.SagaIds;
import dev.amends.plan.Plan;
import dev.amends.spi.ContextCapture;
import dev.amends.spi.InputHash;
import dev.amends.spi.SagaRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Checks and encodes starts. Safe for many threads. */
final class Orders {
  private static final int MAX_KEY = 200;

  private final Payloads payloads;
  private final SagaNumbers numbers;
  private final EngineClock clock;
  private final ContextCapture context;

  Orders(Payloads payloads, SagaNumbers numbers, EngineClock clock, ContextCapture context) {
    this.payloads = payloads;
    this.numbers = numbers;
    this.clock = clock;
    this.context = context;
  }

  StartOrder of(Plan plan, @Nullable String key, Object input, @Nullable Duration patience) {
    checkKey(key);
    Payload payload =
        payloads.encode(input, plan.input(), () -> "the input of '%s'".formatted(plan.type()));
    InputHash hash = key == null ? null : payloads.codec().hash(input);
    long since = clock.nanos();
    Instant now = clock.now();
    Instant deadline = patience == null ? null : now.plus(patience);
    Fact.Started started =
        new Fact.Started(payload, context.capture(), deadline, plan.exclusiveKey(input));
    SagaAddress address = numbers.next(now);
    Subject subject = new Subject(address, SagaIds.of(address.number(), now), plan.type(), key);
    return new StartOrder(plan, subject, started, hash, now, since);
  }

  private static void checkKey(@Nullable String key) {
    if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
      throw new InvalidKeyException(
          "A saga's key has 1 to %d characters that are not all blank; got %d"
              .formatted(MAX_KEY, key.length()));
    }
  }

  /** The same key stands for the same input; another plan's input is not compared. */
  static void checkSameInput(StartOrder order, SagaRow existing) {
    InputHash before = existing.inputHash();
    InputHash now = order.hash();
    boolean samePlan = existing.planHash().equals(order.plan().hash());
    if (samePlan && before != null && now != null && now.differsFrom(before)) {
      throw new KeyReusedException(
          "The key '%s' of '%s' was used before with another input, for saga %s; use a new key for another operation"
              .formatted(existing.key(), existing.type(), existing.id()));
    }
  }
}
