package dev.amends.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrows between packages point one way. */
class LayersTest {
  @Test
  void coreIsSeen() {
    assertThat(House.CLASSES).isNotEmpty();
  }

  @Test
  void packagesFormNoCycle() {
    SlicesRuleDefinition.slices()
        .assignedFrom(new EachPackage())
        .should()
        .beFreeOfCycles()
        .check(House.CLASSES);
  }

  @Test
  void everyPackageHasAPlaceInTheHouse() {
    classes()
        .should()
        .resideInAnyPackage(House.places())
        .because("House lists all packages; a new one is entered there, at its height")
        .check(House.CLASSES);
  }

  static Stream<String> layers() {
    return House.LAYERS.stream();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerOfCoreSeesOnlyThoseBelow(String layer) {
    noClasses()
        .that()
        .resideInAPackage(layer)
        .should()
        .dependOnClassesThat(House.oursOutside(House.upTo(layer)))
        .check(House.CLASSES);
  }

  static Stream<String> providers() {
    return House.PROVIDERS.stream();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aProviderSeesOnlyTheSpiAndWhatLiesBelow(String provider) {
    String[] seen =
        Stream.concat(Stream.of(provider), Stream.of(House.upTo(House.SPI))).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(provider)
        .should()
        .dependOnClassesThat(House.oursOutside(seen))
        .check(House.CLASSES);
  }

  @Test
  void usersOfTheLibrarySeeNothingInternal() {
    noClasses()
        .that()
        .resideInAnyPackage(House.USERS.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(House.INTERNAL)
        .check(House.CLASSES);
  }

  private static final class EachPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith(House.FACADE)
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages of " + House.FACADE;
    }
  }
}
