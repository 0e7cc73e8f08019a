package dev.amends.testkit.simulate;

import dev.amends.action.Done;
import dev.amends.action.ResultType;
import dev.amends.internal.look.LateSignal;
import dev.amends.internal.look.LookAt;
import dev.amends.journal.Payload;
import dev.amends.spi.Codec;
import dev.amends.spi.InputHash;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Texts, {@link Done}, and what the engine's own sagas are started with. */
final class SimCodec implements Codec {
  @Override
  public Payload encode(Object value) {
    String text = value.toString();
    if (value instanceof LookAt look) {
      text = look.saga() + " " + look.step();
    } else if (value instanceof LateSignal.Came came) {
      text = String.join(" ", came.saga().toString(), came.name(), came.id(), came.body());
    }
    return Payload.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public <T> T decode(Payload payload, ResultType<T> type) {
    @SuppressWarnings("unchecked")
    T value = (T) of(payload.text(), type.raw());
    return value;
  }

  private static Object of(String text, Class<?> type) {
    if (type == Done.class) {
      return Done.DONE;
    }
    if (type == LookAt.class) {
      String[] parts = text.split(" ", -1);
      return new LookAt(UUID.fromString(parts[0]), parts[1]);
    }
    if (type == LateSignal.Came.class) {
      String[] parts = text.split(" ", -1);
      return new LateSignal.Came(UUID.fromString(parts[0]), parts[1], parts[2], parts[3]);
    }
    return text;
  }

  @Override
  public InputHash hash(Object input) {
    return new InputHash(1, input.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String show(Payload payload) {
    return payload.text();
  }
}
