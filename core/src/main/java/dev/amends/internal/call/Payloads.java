package dev.amends.internal.call;

import dev.amends.action.Done;
import dev.amends.action.ResultType;
import dev.amends.error.AmendsException;
import dev.amends.error.PayloadTooLargeException;
import dev.amends.journal.Payload;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Probed;
import dev.amends.plan.PlanStep;
import dev.amends.spi.Codec;

/** Writes values within the size limit. Safe for many threads. */
public final class Payloads {
  private static final ResultType<Done> DONE = ResultType.of(Done.class);

  private final Codec codec;
  private final int limit;

  public Payloads(Codec codec, int limit) {
    this.codec = codec;
    this.limit = limit;
  }

  /** The codec behind it. */
  public Codec codec() {
    return codec;
  }

  /**
   * The stored form of a value.
   *
   * @param type what it will be read as
   * @param what names the value in messages
   * @throws PayloadTooLargeException if it is above the limit
   */
  public Payload encode(Object value, ResultType<?> type, String what) {
    Payload payload = codec.encode(value, type);
    checkSize(payload, what);
    return payload;
  }

  /**
   * Checks a payload's size.
   *
   * @throws PayloadTooLargeException if it is above the limit
   */
  public void checkSize(Payload payload, String what) {
    if (payload.size() > limit) {
      throw new PayloadTooLargeException(
          "%s has %d bytes, at most %d are stored (amends.payload-limit); keep large content elsewhere and store where it is"
              .formatted(what, payload.size(), limit));
    }
  }

  Ended given(PlanStep step, Object result) {
    try {
      return new Ended.Gave(result(step, result));
    } catch (AmendsException unstorable) {
      return new Ended.GaveUnstorable(Failure.of(unstorable.code(), UserCode.text(unstorable)));
    }
  }

  /** The stored form of what a step gave; an undo of any step gives {@link Done}. */
  Payload result(PlanStep step, Object result) {
    ResultType<?> type = result instanceof Done ? DONE : step.type();
    return encode(result, type, "the result of step '%s'".formatted(step.name()));
  }

  Ended seen(PlanStep step, Probed<Object> probed) {
    if (probed instanceof Probed.Ours<Object> ours) {
      return given(step, ours.result());
    }
    if (probed instanceof Probed.NotOurs<Object> notOurs) {
      return new Ended.SawStranger(notOurs.reason());
    }
    return new Ended.SawNothing();
  }
}
