package dev.amends.jackson;

import dev.amends.action.ResultType;
import dev.amends.error.PayloadUnreadableException;
import dev.amends.journal.Payload;
import dev.amends.spi.Codec;
import dev.amends.spi.InputHash;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payloads as compact UTF-8 JSON. Safe for many threads.
 *
 * <p>Written: BigDecimal and everything of {@code java.time} as text, exactly; enums by name; nulls
 * too; no type names, unless a class asks for them by its own annotations. Refused with a {@link
 * PayloadUnreadableException}, because they would not come back as they were: NaN and infinities,
 * texts with NUL or half a surrogate pair, nesting deeper than 500, cycles.
 *
 * <p>Read: unknown fields are ignored; missing ones become null, zero or false; an unknown enum
 * value, a fraction for an integer, and JSON null as a whole make a payload unreadable. {@code
 * JsonAlias} on a component reads its former name.
 *
 * <p>{@link Secret} values are sealed with AES-256-GCM as {@code {"$secret":"<key id>:<base64>"}}.
 * Input hashes have scheme 1; where secrets take part, a scheme made from the current key, so that
 * hashes made before and after a change of keys are not compared.
 */
public final class JacksonCodec implements Codec {
  /** Names of fields that {@link #show} masks, unless told otherwise. */
  public static final Set<String> MASKED_NAMES =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "secret",
          "token",
          "authorization",
          "credential",
          "apiKey",
          "privateKey",
          "cookie",
          "cvc",
          "cvv",
          "pin",
          "iban",
          "cardNumber");

  private final SecretBox box;
  private final Mask mask;
  private final JsonMapper stored;
  private final JsonMapper hashed;
  private final Objections objections;

  /** A codec without keys: types with a {@link Secret} are refused. */
  public JacksonCodec() {
    this(SecretKeys.none());
  }

  /** A codec that masks {@link #MASKED_NAMES}. */
  public JacksonCodec(SecretKeys keys) {
    this(keys, MASKED_NAMES, List.of());
  }

  /**
   * A codec.
   *
   * @param keys what secrets are sealed with
   * @param maskedNames names of fields that {@link #show} masks, whatever their case and
   *     separators, also as words of a longer name
   * @param modules further Jackson modules, for types that Jackson does not know
   */
  public JacksonCodec(SecretKeys keys, Set<String> maskedNames, List<JacksonModule> modules) {
    this.box = new SecretBox(keys);
    this.mask = new Mask(maskedNames);
    this.stored = Mappers.stored(box, modules);
    this.hashed = Mappers.hashed(box, modules);
    this.objections = new Objections(stored);
  }

  /**
   * The JSON of a value.
   *
   * @throws PayloadUnreadableException if it could not be read back; nothing was written
   */
  @Override
  public Payload encode(Object value) {
    return Payload.of(write(stored, value));
  }

  /**
   * The JSON of a value, with the type names that its declared type asks for, also inside of lists,
   * maps and generic records.
   */
  @Override
  public Payload encode(Object value, ResultType<?> type) {
    Objects.requireNonNull(value, "value");
    JavaType java = stored.constructType(type.type());
    try {
      return Payload.of(stored.writerFor(java).writeValueAsBytes(value));
    } catch (RuntimeException | StackOverflowError unwritable) {
      throw Unreadable.encoding(value, unwritable);
    }
  }

  @Override
  public <T> T decode(Payload payload, ResultType<T> type) {
    JavaType java = stored.constructType(type.type());
    T value;
    try {
      value = stored.readerFor(java).readValue(payload.bytes());
    } catch (RuntimeException | StackOverflowError unreadable) {
      throw Unreadable.decoding(payload, java, unreadable, mask);
    }
    if (value == null) {
      throw Unreadable.nothing(payload, java);
    }
    return value;
  }

  @Override
  public InputHash hash(Object input) {
    byte[] json = write(hashed, input);
    CanonicalHash canonical = CanonicalHash.of(json);
    int scheme = canonical.secrets() ? box.digestScheme() : CanonicalHash.SCHEME;
    return new InputHash(scheme, canonical.digest());
  }

  @Override
  public String show(Payload payload) {
    return mask.show(payload);
  }

  @Override
  public Payload edited(Payload before, String text) {
    return mask.restored(before, text);
  }

  @Override
  public Optional<String> objection(Type type) {
    return objections.to(type);
  }

  private static byte[] write(JsonMapper mapper, Object value) {
    Objects.requireNonNull(value, "value");
    try {
      return value instanceof Collection<?> elements
          ? writeEach(mapper, elements)
          : mapper.writeValueAsBytes(value);
    } catch (RuntimeException | StackOverflowError unwritable) {
      throw Unreadable.encoding(value, unwritable);
    }
  }

  /**
   * A list does not know its element type at run time, so Jackson would leave out type names that
   * the elements' classes ask for; each written for itself has them.
   */
  private static byte[] writeEach(JsonMapper mapper, Collection<?> elements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = mapper.createGenerator(bytes)) {
      out.writeStartArray();
      for (Object element : elements) {
        mapper.writeValue(out, element);
      }
      out.writeEndArray();
    }
    return bytes.toByteArray();
  }
}
