package dev.amends.jackson;

import dev.amends.error.PayloadUnreadableException;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes decimals as text, digit by digit and with their scale. */
final class ExactDecimal extends ValueSerializer<BigDecimal> {
  @Override
  public void serialize(BigDecimal value, JsonGenerator out, SerializationContext context) {
    String text = value.toString();
    if (text.length() > StrictGenerator.MAX_NUMBER) {
      throw new PayloadUnreadableException(
          "A decimal of %d characters is longer than the %d that can be read back."
              .formatted(text.length(), StrictGenerator.MAX_NUMBER));
    }
    out.writeString(text);
  }
}
