package dev.amends.jdbc.race;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.Amends;
import dev.amends.definition.SagaDefinition;
import dev.amends.error.StoreUnavailableException;
import dev.amends.jackson.JacksonCodec;
import dev.amends.spi.EngineListener;
import dev.amends.spi.EngineSettings;
import dev.amends.spi.Leases;
import dev.amends.spi.Retention;
import dev.amends.spi.SagaStore;
import dev.amends.spi.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** A node of which one thing can be broken: that its lease is renewed. All else goes on. */
final class Racer implements AutoCloseable {
  final Arena.Lane lane;
  final Amends amends;
  final AtomicInteger fenced = new AtomicInteger();
  final AtomicInteger transactions = new AtomicInteger();
  private volatile boolean cutOff;

  Racer(Arena.Lane lane, int threads, Duration lease, SagaDefinition<?, ?> definition) {
    this.lane = lane;
    this.amends =
        Amends.on(cuttable(lane.store()), counted(lane.transactions()), new JacksonCodec())
            .definitions(List.of(definition))
            .settings(settings(threads, lease))
            .listeners(List.of(new Fenced()))
            .callTimeout(ofSeconds(90))
            .build();
  }

  private static EngineSettings settings(int threads, Duration lease) {
    return new EngineSettings(
        "racer",
        lease,
        ofMillis(50),
        ofMillis(50),
        ofSeconds(20),
        ofSeconds(30),
        threads,
        10_000,
        1 << 16,
        ofSeconds(60),
        ofSeconds(1),
        Retention.Keep.DEFAULT,
        ofSeconds(300));
  }

  void cutOff() {
    cutOff = true;
  }

  private SagaStore cuttable(SagaStore store) {
    Leases leases =
        standIn(
            Leases.class,
            store.leases(),
            "renew",
            renewal -> {
              if (cutOff) {
                throw new StoreUnavailableException("This node is cut off");
              }
              return renewal.call();
            });
    return standIn(SagaStore.class, store, "leases", own -> leases);
  }

  private Transactions counted(Transactions real) {
    return standIn(
        Transactions.class,
        real,
        "inNew",
        transaction -> {
          transactions.incrementAndGet();
          try {
            return transaction.call();
          } finally {
            transactions.decrementAndGet();
          }
        });
  }

  /** What is done instead of a call that it can make. */
  private interface Instead {
    Object of(Callable<Object> call) throws Exception;
  }

  private static <T> T standIn(Class<T> type, T real, String name, Instead instead) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Callable<Object> call = () -> method.invoke(real, arguments);
              try {
                return method.getName().equals(name) ? instead.of(call) : call.call();
              } catch (InvocationTargetException thrown) {
                throw Objects.requireNonNull(thrown.getCause());
              }
            }));
  }

  @Override
  public void close() {
    amends.stop(ofMillis(50));
    lane.close();
  }

  private final class Fenced implements EngineListener {
    @Override
    public void fenced(UUID id, String type) {
      fenced.incrementAndGet();
    }
  }
}
