package dev.amends.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every package says what null means in it; names say what a type is. */
class NamesAndNullMarksTest {
  @Test
  void everyPackageIsNullMarked() {
    assertThat(
            House.CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(each -> each.getName() + " lacks a package-info.java with @NullMarked"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Impl", "Manager", "Helper", "Util", "Utils", "Data", "Info"})
  void noTypeHidesBehindAWordThatSaysNothing(String word) {
    noClasses()
        .should()
        .haveSimpleNameEndingWith(word)
        .because("a name says what the type is or how it does it: JdbcSagaStore")
        .check(House.CLASSES);
  }
}
