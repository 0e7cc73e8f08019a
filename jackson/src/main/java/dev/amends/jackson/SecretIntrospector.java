package dev.amends.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Tells Jackson what {@link Secret} means. */
final class SecretIntrospector extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  private final transient SecretBox box;
  private final SecretSerializer.Form form;

  SecretIntrospector(SecretBox box, SecretSerializer.Form form) {
    this.box = box;
    this.form = form;
  }

  @Override
  public @Nullable Object findSerializer(MapperConfig<?> config, Annotated member) {
    return member.hasAnnotation(Secret.class) ? new SecretSerializer(box, form) : null;
  }

  @Override
  public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated member) {
    return member.hasAnnotation(Secret.class) ? new SecretDeserializer(box) : null;
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }
}
