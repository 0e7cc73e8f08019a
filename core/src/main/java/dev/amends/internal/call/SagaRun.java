package dev.amends.internal.call;

import dev.amends.action.Each;
import dev.amends.action.ResultType;
import dev.amends.action.Run;
import dev.amends.action.Step;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.error.StepSkippedException;
import dev.amends.journal.History;
import dev.amends.journal.Payload;
import dev.amends.journal.StepState;
import dev.amends.machine.Task;
import dev.amends.plan.PlanStep;
import dev.amends.spi.Codec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one attempt sees of its saga: a history that does not change under it. */
final class SagaRun implements Run<Object> {
  /** Longest chain of causes that is looked at. */
  private static final int MAX_CAUSES = 20;

  private final Subject subject;
  private final History history;
  private final PlanStep step;
  private final boolean undoing;
  private final Codec codec;
  private final LongSupplier nanos;
  private final long endsAt;
  private @Nullable Object input;
  private @Nullable PayloadUnreadableException unreadable;

  SagaRun(
      Subject subject, History history, Task task, Codec codec, LongSupplier nanos, long endsAt) {
    this.subject = subject;
    this.history = history;
    this.step = history.plan().step(task.step());
    this.undoing = task.work() == Task.Work.UNDO || task.work() == Task.Work.UNDO_UNKNOWN;
    this.codec = codec;
    this.nanos = nanos;
    this.endsAt = endsAt;
  }

  @Override
  public Object input() {
    Object decoded = input;
    if (decoded == null) {
      decoded = read(history.input(), history.plan().input());
      input = decoded;
    }
    return decoded;
  }

  @Override
  public UUID sagaId() {
    return subject.id();
  }

  @Override
  public @Nullable String key() {
    return subject.key();
  }

  @Override
  public <T> T get(Step<T> handle) {
    PlanStep other = declared(handle);
    if (other.each()) {
      throw new IllegalArgumentException(
          "Step '%s' is taken once for each item; read its results with run.all(…)"
              .formatted(other.name()));
    }
    StepState state = history.step(other.index());
    if (state.phase() == StepState.Phase.SKIPPED) {
      throw new StepSkippedException(
          "Step '%s' was skipped and has no result; read it with run.find(…)"
              .formatted(other.name()));
    }
    return find(handle)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Step '%s' has not succeeded; only steps declared before '%s' have a result here"
                        .formatted(other.name(), step.name())));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> Optional<T> find(Step<T> handle) {
    PlanStep other = declared(handle);
    StepState state = history.step(other.index());
    Payload result = state.result();
    if (result == null || state.phase() != StepState.Phase.SUCCEEDED) {
      return Optional.empty();
    }
    return Optional.of((T) read(result, other.type()));
  }

  @Override
  public <E> E item(Each<E> items) {
    Payload item = history.step(step.index()).item();
    if (item == null || !items.equals(step.actions().items())) {
      throw new IllegalStateException(
          "Step '%s' is not taken for each item of this list; say so with .each(…)"
              .formatted(step.declaredName()));
    }
    return read(item, items.type());
  }

  private <T> T read(Payload payload, ResultType<T> type) {
    try {
      return codec.decode(payload, type);
    } catch (PayloadUnreadableException thrown) {
      unreadable = thrown;
      throw thrown;
    }
  }

  /** Whether that was thrown because something stored could not be read. */
  boolean couldNotRead(Throwable thrown) {
    Throwable each = thrown;
    for (int i = 0; i < MAX_CAUSES && each != null; i++) {
      if (each == unreadable) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }

  @Override
  public <T> Map<String, T> all(Step<T> handle) {
    PlanStep each = declared(handle);
    Map<String, T> results = new LinkedHashMap<>();
    for (PlanStep one : history.plan().itemsOf(each)) {
      Optional<T> result = find(one::name);
      result.ifPresent(value -> results.put(String.valueOf(one.item()), value));
    }
    return Collections.unmodifiableMap(results);
  }

  private PlanStep declared(Step<?> handle) {
    return history
        .plan()
        .step(handle.name())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Step '%s' does not belong to '%s'"
                        .formatted(handle.name(), history.plan().type())));
  }

  @Override
  public String idempotencyKey() {
    StepState state = history.step(step.index());
    String text =
        "%s/%s/%s/%s/%d"
            .formatted(
                subject.id(),
                step.declaredName(),
                step.item() == null ? "" : step.item(),
                undoing ? "undo" : "action",
                state.generation());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "amends-" + HexFormat.of().formatHex(digest, 0, 20);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  @Override
  public int attempt() {
    StepState state = history.step(step.index());
    return 1 + (undoing ? state.undoFailures() : state.attempts());
  }

  @Override
  public int fence() {
    return history.adoptions();
  }

  @Override
  public Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, endsAt - nanos.getAsLong()));
  }

  @Override
  public Map<String, String> context() {
    return history.context();
  }
}
