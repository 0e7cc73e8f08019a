package dev.amends.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;

/** The packages of the library: which there are, and in what order those of core lie. */
final class House {
  /** Everything of ours. */
  static final String ALL = "dev.amends..";

  /** What a user of core imports: it stands on top, and nothing inside knows it. */
  static final String FACADE = "dev.amends";

  /** What stores and relays implement. */
  static final String SPI = "dev.amends.spi";

  static final String INTERNAL = "dev.amends.internal..";
  static final String MACHINE = "dev.amends.machine..";

  /** Packages of core, bottom first: each imports only itself and those before it. */
  static final List<String> LAYERS =
      List.of(
          "dev.amends.error",
          "dev.amends.outcome",
          "dev.amends.action",
          "dev.amends.definition",
          "dev.amends.plan",
          "dev.amends.journal",
          "dev.amends.machine",
          SPI,
          "dev.amends.query",
          "dev.amends.operator",
          INTERNAL,
          FACADE);

  /** Modules that implement the SPI: they see it and what lies below, and never each other. */
  static final List<String> PROVIDERS =
      List.of("dev.amends.jackson..", "dev.amends.jdbc..", "dev.amends.kafka..");

  /** Modules that use the library as a user does. */
  static final List<String> USERS = List.of("dev.amends.spring..", "dev.amends.console..");

  static final String TESTKIT = "dev.amends.testkit..";

  /** All library code, without tests; read once. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("test-classes"))
          .importPackages("dev.amends");

  private House() {}

  /** The layers up to and including this one. */
  static String[] upTo(String layer) {
    return LAYERS.subList(0, LAYERS.indexOf(layer) + 1).toArray(String[]::new);
  }

  /** Classes of ours outside these packages. */
  static DescribedPredicate<JavaClass> oursOutside(String... packages) {
    return resideInAnyPackage(ALL)
        .and(DescribedPredicate.not(resideInAnyPackage(packages)))
        .as("reside in ours but not in %s", List.of(packages));
  }

  /** Every package that has a place in the house. */
  static String[] places() {
    return Stream.of(LAYERS, PROVIDERS, USERS, List.of(TESTKIT))
        .flatMap(List::stream)
        .toArray(String[]::new);
  }
}
