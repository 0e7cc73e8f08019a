package dev.amends.jackson;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Finds reasons why values of a type could not be read back, by asking Jackson how it would read
 * them: the type itself, its elements and its components, to any depth.
 */
final class Objections {
  private static final String ENTITY = "jakarta.persistence.Entity";

  /** Under which the type in question is handed to {@link Asking}. */
  private static final String ASKED = "dev.amends.jackson.asked";

  private final JsonMapper mapper;

  Objections(JsonMapper codec) {
    SimpleModule asking = new SimpleModule("amends-objections");
    asking.addDeserializer(Answer.class, new Asking());
    this.mapper = codec.rebuild().addModule(asking).build();
  }

  Optional<String> to(Type type) {
    try {
      Answer answer =
          mapper
              .readerFor(Answer.class)
              .withAttribute(ASKED, mapper.constructType(type))
              .readValue("0");
      return answer.reason();
    } catch (JacksonException refused) {
      return Optional.of(
          "%s cannot be read from JSON: %s"
              .formatted(type.getTypeName(), refused.getOriginalMessage()));
    }
  }

  private record Answer(Optional<String> reason) {}

  /** Jackson lets only deserializers ask for deserializers; this one reads nothing. */
  private static final class Asking extends ValueDeserializer<Answer> {
    @Override
    public Answer deserialize(JsonParser in, DeserializationContext context) {
      JavaType asked = (JavaType) context.getAttribute(ASKED);
      if (asked.isJavaLangObject()) {
        return new Answer(Optional.of("Object says nothing about what to read; name a type."));
      }
      return new Answer(new Search(context).of(asked, asked.toCanonical()));
    }
  }

  private record Search(DeserializationContext context, Set<JavaType> seen) {
    Search(DeserializationContext context) {
      this(context, new HashSet<>());
    }

    Optional<String> of(JavaType type, String place) {
      boolean holder = type.isContainerType() || type.isReferenceType();
      return of(type, holder ? null : context.findRootValueDeserializer(type), place);
    }

    /** {@code reader} is null for types that only hold others. */
    private Optional<String> of(
        JavaType type, @Nullable ValueDeserializer<?> reader, String place) {
      if (!seen.add(type) || type.isJavaLangObject()) {
        return Optional.empty();
      }
      if (isEntity(type.getRawClass())) {
        return Optional.of(
            "%s is a JPA entity; what is stored must not be tied to a persistence context. Use a record."
                .formatted(place));
      }
      if (reader == null) {
        return of(type.getContentType(), "An element of " + place);
      }
      if (reader instanceof AbstractDeserializer) {
        return Optional.of(
            "%s is abstract, and nothing says which class to read. Use a record, or @JsonTypeInfo."
                .formatted(place));
      }
      return reader instanceof BeanDeserializerBase bean
          ? ofComponents(bean, type)
          : Optional.empty();
    }

    private Optional<String> ofComponents(BeanDeserializerBase bean, JavaType type) {
      if (!bean.getValueInstantiator().canInstantiate()) {
        return Optional.of(
            "%s has no constructor that Jackson could use. Use a record, or @JsonCreator."
                .formatted(type.toCanonical()));
      }
      for (Iterator<SettableBeanProperty> each = bean.properties(); each.hasNext(); ) {
        SettableBeanProperty component = each.next();
        String place = type.getRawClass().getSimpleName() + "." + component.getName();
        Optional<String> reason = ofComponent(component, place);
        if (reason.isPresent()) {
          return reason;
        }
      }
      return Optional.empty();
    }

    private Optional<String> ofComponent(SettableBeanProperty component, String place) {
      ValueDeserializer<?> reader = component.getValueDeserializer();
      if (reader instanceof SecretDeserializer secret) {
        return secret.usable()
            ? of(component.getType(), place)
            : Optional.of(place + ": " + SecretBox.noKey().getMessage());
      }
      if (component.getValueTypeDeserializer() != null) {
        return Optional.empty();
      }
      JavaType type = component.getType();
      return type.isContainerType() || type.isReferenceType()
          ? of(type, place)
          : of(type, reader, place);
    }

    private static boolean isEntity(Class<?> type) {
      for (Class<?> each = type; each != null; each = each.getSuperclass()) {
        for (Annotation annotation : each.getDeclaredAnnotations()) {
          if (annotation.annotationType().getName().equals(ENTITY)) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
