package dev.amends.jackson;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;

/** Writes the JSON of a value sealed, or, for input hashes, as a keyed digest. */
final class SecretSerializer extends ValueSerializer<Object> {
  /** The single field of a sealed value. */
  static final String SEALED = "$secret";

  /** The single field of a value's digest. */
  static final String DIGEST = "$digest";

  /** What a secret is written as. */
  enum Form {
    /** Sealed, for the store. */
    STORED,
    /** As its digest, for input hashes. */
    HASHED
  }

  private final SecretBox box;
  private final Form form;
  private final @Nullable JavaType declared;

  SecretSerializer(SecretBox box, Form form) {
    this(box, form, null);
  }

  private SecretSerializer(SecretBox box, Form form, @Nullable JavaType declared) {
    this.box = box;
    this.form = form;
    this.declared = declared;
  }

  @Override
  public ValueSerializer<?> createContextual(
      SerializationContext context, @Nullable BeanProperty property) {
    if (!box.usable()) {
      throw SecretBox.noKey();
    }
    return property == null ? this : new SecretSerializer(box, form, property.getType());
  }

  @Override
  public void serialize(Object value, JsonGenerator out, SerializationContext context) {
    byte[] plain = plain(value, context);
    out.writeStartObject();
    if (form == Form.STORED) {
      out.writeName(SEALED);
      out.writeString(box.seal(plain));
    } else {
      out.writeName(DIGEST);
      byte[] canonical = CanonicalHash.of(plain).digest();
      out.writeString(Base64.getEncoder().encodeToString(box.digest(canonical)));
    }
    out.writeEndObject();
  }

  @Override
  public void serializeWithType(
      Object value, JsonGenerator out, SerializationContext context, TypeSerializer type) {
    serialize(value, out, context);
  }

  private byte[] plain(Object value, SerializationContext context) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator inner = context.tokenStreamFactory().createGenerator(context, bytes)) {
      serializer(value, context).serialize(value, inner, context);
    }
    return bytes.toByteArray();
  }

  /** By the declared type where that knows more than the value's class does. */
  private ValueSerializer<Object> serializer(Object value, SerializationContext context) {
    return declared != null && declared.hasGenericTypes()
        ? context.findTypedValueSerializer(declared, true)
        : context.findTypedValueSerializer(value.getClass(), true);
  }
}
