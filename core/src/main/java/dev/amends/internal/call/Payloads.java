package dev.amends.internal.call;

import dev.amends.error.AmendsException;
import dev.amends.error.PayloadTooLargeException;
import dev.amends.journal.Payload;
import dev.amends.outcome.Failure;
import dev.amends.outcome.Probed;
import dev.amends.spi.Codec;

/** Writes values within the size limit. Safe for many threads. */
public final class Payloads {
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
   * @param what names the value in messages
   * @throws PayloadTooLargeException if it is above the limit
   */
  public Payload encode(Object value, String what) {
    Payload payload = codec.encode(value);
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

  Ended given(Object result) {
    try {
      return new Ended.Gave(encode(result, "the result"));
    } catch (AmendsException unstorable) {
      return new Ended.GaveUnstorable(Failure.of(unstorable.code(), UserCode.text(unstorable)));
    }
  }

  Ended seen(Probed<Object> probed) {
    if (probed instanceof Probed.Ours<Object> ours) {
      return given(ours.result());
    }
    if (probed instanceof Probed.NotOurs<Object> notOurs) {
      return new Ended.SawStranger(notOurs.reason());
    }
    return new Ended.SawNothing();
  }
}
