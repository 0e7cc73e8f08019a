package dev.amends.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.time.Year;
import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How JSON is written and read. Features are named even where they are Jackson's default, because
 * stored bytes depend on them.
 */
final class Mappers {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNumberLength(StrictGenerator.MAX_NUMBER + 2)
          .maxNameLength(StrictGenerator.MAX_NAME)
          .build();

  private Mappers() {}

  /** For payloads. */
  static JsonMapper stored(SecretBox box, List<JacksonModule> modules) {
    return base(box, SecretSerializer.Form.STORED, modules)
        .addModule(
            new SimpleModule("amends-decimals").addSerializer(BigDecimal.class, new ExactDecimal()))
        .build();
  }

  /** For input hashes: decimals as numbers, so that 1.0 and 1.00 are one value. */
  static JsonMapper hashed(SecretBox box, List<JacksonModule> modules) {
    return base(box, SecretSerializer.Form.HASHED, modules).build();
  }

  /** For reading any JSON as a tree without rounding. */
  static JsonMapper exact() {
    return JsonMapper.builder(factory())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  private static JsonMapper.Builder base(
      SecretBox box, SecretSerializer.Form form, List<JacksonModule> modules) {
    JsonMapper.Builder builder = JsonMapper.builder(factory()).addModules(modules);
    AnnotationIntrospector usual = builder.annotationIntrospector();
    return builder
        .annotationIntrospector(
            AnnotationIntrospector.pair(new SecretIntrospector(box, form), usual))
        .withConfigOverride(Year.class, Mappers::asText)
        .enable(
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.INDENT_OUTPUT)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(
            EnumFeature.READ_ENUMS_USING_TO_STRING,
            EnumFeature.WRITE_ENUMS_USING_TO_STRING,
            EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL,
            EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(
            DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
            DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
            DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
            DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID);
  }

  private static void asText(MutableConfigOverride override) {
    override.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING));
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(LIMITS)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .addDecorator((factory, target) -> new StrictGenerator(target))
        .build();
  }
}
