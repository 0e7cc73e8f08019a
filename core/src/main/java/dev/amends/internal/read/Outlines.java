package dev.amends.internal.read;

import dev.amends.internal.plans.Plans;
import dev.amends.plan.Outline;
import dev.amends.plan.OutlinePlans;
import dev.amends.plan.Plan;
import dev.amends.spi.SagaStore;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The structure of plans, this node's and others', by hash. Safe for many threads. */
public final class Outlines {
  private static final int MOST = 1_000;

  private final Plans plans;
  private final SagaStore store;
  private final ConcurrentHashMap<String, Plan> others = new ConcurrentHashMap<>();

  public Outlines(Plans plans, SagaStore store) {
    this.plans = plans;
    this.store = store;
  }

  /** The structure of that hash, if any node ever kept it. */
  public Optional<Outline> outline(String hash) {
    return Optional.ofNullable(plan(hash)).map(Plan::outline);
  }

  /** A plan to read histories with; one of another node's has no code. */
  @Nullable Plan plan(String hash) {
    Plan own = plans.byHash(hash);
    return own != null ? own : other(hash);
  }

  private @Nullable Plan other(String hash) {
    Plan known = others.get(hash);
    if (known != null) {
      return known;
    }
    Plan stored = store.plan(hash).map(Outline::parse).map(OutlinePlans::withoutCode).orElse(null);
    if (stored != null && others.size() < MOST) {
      others.put(hash, stored);
    }
    return stored;
  }
}
