package dev.amends;

import dev.amends.definition.SagaDefinition;
import dev.amends.internal.call.Listeners;
import dev.amends.internal.call.Payloads;
import dev.amends.internal.call.UserCode;
import dev.amends.internal.care.Adopter;
import dev.amends.internal.care.HandOff;
import dev.amends.internal.care.LeaseKeeper;
import dev.amends.internal.care.MailReader;
import dev.amends.internal.care.Removal;
import dev.amends.internal.care.Strays;
import dev.amends.internal.care.Sweep;
import dev.amends.internal.drive.Appends;
import dev.amends.internal.drive.Driving;
import dev.amends.internal.drive.Family;
import dev.amends.internal.look.LateLook;
import dev.amends.internal.look.LateLooks;
import dev.amends.internal.look.LateSignal;
import dev.amends.internal.operate.JournalOperator;
import dev.amends.internal.operate.OrderBook;
import dev.amends.internal.plans.Histories;
import dev.amends.internal.plans.Plans;
import dev.amends.internal.read.Outlines;
import dev.amends.internal.read.StoreQuery;
import dev.amends.internal.read.Views;
import dev.amends.internal.start.EngineSagas;
import dev.amends.internal.start.LateSignals;
import dev.amends.internal.start.Signals;
import dev.amends.internal.start.Starts;
import dev.amends.internal.time.EngineClock;
import dev.amends.internal.time.JvmScheduler;
import dev.amends.internal.write.JournalWriter;
import dev.amends.internal.write.SagaNumbers;
import dev.amends.operator.Operator;
import dev.amends.outcome.OutcomeClassifier;
import dev.amends.outcome.TransportClassifier;
import dev.amends.plan.Outline;
import dev.amends.plan.PlanCompiler;
import dev.amends.query.SagaQuery;
import dev.amends.spi.EngineListener;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of an engine together, and starts and stops them in order. */
final class Engine {
  /** How long a signal waits for its saga to be started. */
  private static final Duration SIGNALS_KEPT = Duration.ofDays(1);

  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private final SagaStore store;
  private final EngineSettings settings;
  private final Plans plans;
  private final Histories histories;
  private final Scheduler scheduler;
  private final EngineClock clock;
  private final Listeners listener;
  private final Scheduler.Timer timers;
  private final LeaseKeeper lease;
  private final JournalWriter writer;
  private final Driving driving;
  private final HandOff handOff;
  private final Scheduler.Loop sweep;
  private final Scheduler.Loop mail;
  private final Scheduler.Loop removal;
  private final SagaQuery query;
  private final Operator operator;
  private final EngineSagas sagas;
  private final Signals signals;
  private final Amends.Builder builder;
  private volatile boolean running;

  Engine(Amends.Builder builder) {
    this.builder = builder;
    store = builder.store;
    settings = builder.settings;
    scheduler =
        builder.scheduler == null ? new JvmScheduler(settings.workers()) : builder.scheduler;
    clock = new EngineClock(scheduler::nanos);
    timers = scheduler.timer("amends-timer");
    AtomicReference<LateLook.Tools> tools = new AtomicReference<>();
    List<SagaDefinition<?, ?>> definitions = new ArrayList<>(builder.definitions);
    definitions.add(new LateLook(tools::get));
    definitions.add(new LateSignal(tools::get));
    plans = Plans.compile(definitions, new PlanCompiler(builder.callTimeout), builder.codec);
    histories = new Histories(store, plans);
    listener = new Listeners(builder.listeners);
    lease =
        new LeaseKeeper(
            store.leases(), clock, settings.node(), plans.hashes(), settings.lease(), scheduler);
    writer = new JournalWriter(store, scheduler, listener);
    Payloads payloads = new Payloads(builder.codec, settings.payloadLimit());
    UserCode code =
        new UserCode(payloads, clock, builder.interceptors, classifiers(builder), listener);
    tools.set(new LateLook.Tools(store, histories, code, scheduler::nanos));
    SagaNumbers numbers = new SagaNumbers(store);
    LateLooks looks = new LateLooks(plans, payloads, numbers, settings.lateLookAfter());
    Family family = new Family(code, payloads, numbers);
    Appends appends = new Appends(lease::incarnation, looks, family, settings.dormantAbove());
    driving =
        new Driving(
            new Driving.Parts(
                code,
                builder.transactions,
                store,
                appends,
                writer,
                clock,
                scheduler,
                timers,
                listener,
                family,
                this::readMail),
            lease::holds,
            settings.forgottenAfter(),
            settings.driving());
    Adopter adopter = new Adopter(store, histories, driving, appends, writer, clock, listener);
    handOff = new HandOff(adopter, scheduler);
    sagas =
        new Starts(
                store,
                builder.transactions,
                payloads,
                code,
                numbers,
                clock,
                builder.context,
                writer,
                appends,
                driving,
                handOff,
                scheduler,
                lease::holds,
                settings.grace())
            .assemble();
    Sweep round =
        new Sweep(
            store,
            plans.hashes(),
            lease,
            driving,
            adopter,
            settings.forgottenAfter(),
            new Strays(store, plans, driving, appends, writer, clock, settings.planGoneAfter()),
            new LateSignals(store, plans, histories, sagas, SIGNALS_KEPT));
    sweep = scheduler.loop("amends-sweep", settings::sweepEvery, round);
    MailReader letters = new MailReader(store, plans.hashes(), lease, driving, adopter, clock::now);
    mail = scheduler.loop("amends-mail", settings::mailEvery, letters);
    Removal chunks = new Removal(store.retention(), settings.keep(), lease::holds, scheduler);
    removal = scheduler.loop("amends-removal", chunks::pause, chunks);
    query = new StoreQuery(store, new Outlines(plans, store), new Views(builder.codec));
    OrderBook book = new OrderBook(store, writer, appends, driving, clock, lease::holds);
    operator = new JournalOperator(store, histories, payloads, book, mail::nudge);
    signals = new Signals(store.mailbox(), payloads, builder.transactions, mail::nudge);
  }

  /** Messages of this node's sagas for one another need not wait for the next poll. */
  private void readMail() {
    mail.nudge();
  }

  private static List<OutcomeClassifier> classifiers(Amends.Builder builder) {
    List<OutcomeClassifier> classifiers = new ArrayList<>(builder.classifiers);
    classifiers.add(new TransportClassifier());
    return classifiers;
  }

  Sagas facade(Amends amends) {
    return new EngineFacade(
        amends,
        sagas,
        signals,
        plans,
        histories,
        new EngineFacade.Parts(store, query, builder.codec, scheduler, settings.grace()));
  }

  synchronized void start() {
    if (running) {
      return;
    }
    for (Outline outline : plans.outlines()) {
      store.savePlan(outline.hash(), outline.text());
    }
    lease.open(
        new LeaseKeeper.Listener() {
          @Override
          public void cutOff() {
            driving.forgetAll();
          }

          @Override
          public void regained() {
            driving.tickAll();
          }
        });
    handOff.start();
    sweep.start();
    mail.start();
    removal.start();
    running = true;
    log.info(
        "The saga engine runs as node {}, incarnation {}, with {}",
        settings.node(),
        lease.incarnation(),
        plans.outlines().stream().map(Outline::type).toList());
  }

  synchronized void stop(Duration grace) {
    if (!running) {
      return;
    }
    running = false;
    removal.close();
    sweep.close();
    mail.close();
    handOff.close();
    boolean quiet = driving.drain(grace);
    writer.close();
    lease.close();
    if (quiet) {
      giveBack();
    } else {
      log.warn("Calls are still under way; their sagas are taken over when the lease runs out");
    }
    scheduler.stop();
    timers.close();
  }

  private void giveBack() {
    try {
      int released = store.live().release(lease.incarnation());
      store.leases().leave(lease.incarnation());
      log.info("The saga engine has stopped and let go of {} sagas", released);
    } catch (RuntimeException unavailable) {
      log.warn("The sagas could not be let go; their lease runs out: {}", unavailable.toString());
    }
  }

  boolean running() {
    return running;
  }

  EngineListener listener() {
    return listener;
  }

  Operator operator() {
    return operator;
  }

  SagaQuery query() {
    return query;
  }

  Amends.Health health() {
    return new Amends.Health(
        running,
        lease.holds(),
        lease.incarnation(),
        clock.known() ? clock.now() : null,
        driving.size());
  }
}
