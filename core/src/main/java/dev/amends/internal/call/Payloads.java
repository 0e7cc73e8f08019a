package dev.amends.internal.call;

import dev.amends.action.Done;
import dev.amends.action.ResultType;
import dev.amends.error.AmendsException;
import dev.amends.error.PayloadTooLargeException;
import dev.amends.journal.Fact;
import dev.amends.journal.Payload;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Probed;
import dev.amends.plan.ItemList;
import dev.amends.plan.PlanStep;
import dev.amends.spi.Codec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Writes values within the size limit. Safe for many threads. */
public final class Payloads {
  private static final Pattern KEY = Pattern.compile("[^\\p{Cntrl}]{1,100}");
  private static final ResultType<Done> DONE = ResultType.of(Done.class);

  private final Codec codec;
  private final int limit;
  private final Payload done;

  public Payloads(Codec codec, int limit) {
    this.codec = codec;
    this.limit = limit;
    this.done = codec.encode(Done.DONE, DONE);
  }

  /** The stored form of {@link Done}. */
  public Payload done() {
    return done;
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
  public Payload encode(Object value, ResultType<?> type, Supplier<String> what) {
    Payload payload = codec.encode(value, type);
    checkSize(payload, what);
    return payload;
  }

  /**
   * Checks a payload's size.
   *
   * @throws PayloadTooLargeException if it is above the limit
   */
  public void checkSize(Payload payload, Supplier<String> what) {
    if (payload.size() > limit) {
      throw new PayloadTooLargeException(
          "%s has %d bytes, at most %d are stored (amends.payload-limit); keep large content elsewhere and store where it is"
              .formatted(what.get(), payload.size(), limit));
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
    if (result instanceof Done) {
      return done;
    }
    return encode(result, step.type(), () -> "the result of step '%s'".formatted(step.name()));
  }

  /** The stored form of the items that a step is taken for. */
  List<Fact.Expanded.Item> items(PlanStep step, ItemList<Object> list, List<Object> items) {
    if (items.size() > ItemList.MAX_ITEMS) {
      throw new IllegalArgumentException(
          "Step '%s' is to be taken for %,d items, at most %,d are allowed; split them among several sagas"
              .formatted(step.name(), items.size(), ItemList.MAX_ITEMS));
    }
    Map<String, Fact.Expanded.Item> byKey = new LinkedHashMap<>();
    for (Object item : items) {
      String key = list.key().apply(item);
      if (!KEY.matcher(key).matches()) {
        throw new IllegalArgumentException(
            "Step '%s' got an item with the key '%s'; keys have 1 to 100 printable characters"
                .formatted(step.name(), key));
      }
      Payload value =
          encode(
              item,
              list.type(),
              () -> "the item of step '%s'".formatted(PlanStep.itemName(step.name(), key)));
      Fact.Expanded.Item stored = new Fact.Expanded.Item(key, value);
      if (byKey.put(key, stored) != null) {
        throw new IllegalArgumentException(
            "Step '%s' got two items with the key '%s'; keys must be unique"
                .formatted(step.name(), key));
      }
    }
    return List.copyOf(byKey.values());
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
