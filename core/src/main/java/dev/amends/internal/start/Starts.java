package dev.amends.internal.start;

import dev.amends.internal.call.Payloads;
import dev.amends.internal.call.UserCode;
import dev.amends.internal.care.HandOff;
import dev.amends.internal.drive.Appends;
import dev.amends.internal.drive.Driving;
import dev.amends.internal.time.EngineClock;
import dev.amends.internal.write.JournalWriter;
import dev.amends.internal.write.SagaNumbers;
import dev.amends.spi.ContextCapture;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Scheduler;
import dev.amends.spi.Transactions;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What starting sagas is made of. */
public record Starts(
    SagaStore store,
    Transactions transactions,
    Payloads payloads,
    UserCode code,
    SagaNumbers numbers,
    EngineClock clock,
    ContextCapture context,
    JournalWriter writer,
    Appends appends,
    Driving driving,
    HandOff handOff,
    Scheduler scheduler,
    BooleanSupplier leased,
    Duration grace) {

  /** Puts it together. */
  public EngineSagas assemble() {
    Starter starter = new Starter(store, writer, appends, driving, leased);
    return new EngineSagas(
        new Orders(payloads, numbers, clock, context),
        starter,
        new TransactionalStarter(store, transactions, code, clock, handOff, starter),
        transactions,
        scheduler,
        grace);
  }
}
