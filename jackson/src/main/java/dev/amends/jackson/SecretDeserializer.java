package dev.amends.jackson;

import dev.amends.error.PayloadUnreadableException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;

/** Reads sealed values, and values that were stored in clear before they became secrets. */
final class SecretDeserializer extends ValueDeserializer<Object> {
  private final SecretBox box;
  private final @Nullable JavaType declared;
  private final @Nullable ValueDeserializer<Object> plain;

  SecretDeserializer(SecretBox box) {
    this(box, null, null);
  }

  private SecretDeserializer(
      SecretBox box, @Nullable JavaType declared, @Nullable ValueDeserializer<Object> plain) {
    this.box = box;
    this.declared = declared;
    this.plain = plain;
  }

  boolean usable() {
    return box.usable();
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    if (property == null) {
      return this;
    }
    JavaType type = property.getType();
    return new SecretDeserializer(
        box, type, context.findContextualValueDeserializer(type, property));
  }

  @Override
  public @Nullable Object deserialize(JsonParser in, DeserializationContext context) {
    JavaType type = Objects.requireNonNull(declared);
    if (!in.hasToken(JsonToken.START_OBJECT)) {
      return context.findRootValueDeserializer(type).deserialize(in, context);
    }
    JsonNode tree = context.readTree(in);
    JsonNode sealed = tree.size() == 1 ? tree.get(SecretSerializer.SEALED) : null;
    return sealed == null
        ? context.readTreeAsValue(tree, type)
        : open(sealed.asString(""), type, context);
  }

  /** Whatever goes wrong in here must not carry the plain value along. */
  private @Nullable Object open(String sealed, JavaType type, DeserializationContext context) {
    byte[] opened = box.open(sealed);
    try (JsonParser inner = context.tokenStreamFactory().createParser(context, opened)) {
      ValueDeserializer<Object> reader = context.findRootValueDeserializer(type);
      return inner.nextToken() == JsonToken.VALUE_NULL
          ? reader.getNullValue(context)
          : reader.deserialize(inner, context);
    } catch (PayloadUnreadableException innerSecret) {
      throw innerSecret;
    } catch (RuntimeException unfit) {
      throw new PayloadUnreadableException(
          "A @Secret value was opened but is no %s any more.".formatted(type.toCanonical()));
    }
  }

  @Override
  public Object deserializeWithType(
      JsonParser in, DeserializationContext context, TypeDeserializer type) {
    return Objects.requireNonNull(deserialize(in, context));
  }

  @Override
  public @Nullable Object getNullValue(DeserializationContext context) {
    return plain == null ? null : plain.getNullValue(context);
  }

  @Override
  public @Nullable Object getAbsentValue(DeserializationContext context) {
    return plain == null ? null : plain.getAbsentValue(context);
  }
}
