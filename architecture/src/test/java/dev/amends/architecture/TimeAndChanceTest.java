package dev.amends.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Time and chance come in from outside; the machine touches the world nowhere. */
class TimeAndChanceTest {
  /** The one class of a module that may ask the machine it runs on for the time of day. */
  private static final String WALL_CLOCK = "WallClock";

  private static final Set<String> IMPURE_TYPES =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.System",
          "java.lang.System$Logger",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.security.SecureRandom",
          "java.time.Clock",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer");

  private static final String[] IMPURE_PACKAGES = {
    "java.io..",
    "java.net..",
    "java.nio.channels..",
    "java.nio.file..",
    "java.sql..",
    "java.util.concurrent..",
    "java.util.logging..",
    "java.util.random..",
    "javax.sql..",
    "org.slf4j..",
  };

  @Tag("machine")
  @Test
  void theMachineDependsOnNothingImpure() {
    noClasses()
        .that()
        .resideInAPackage(House.MACHINE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(IMPURE_PACKAGES)
                .or(
                    DescribedPredicate.describe(
                        "are a clock, a thread, a process or a source of chance",
                        type -> IMPURE_TYPES.contains(type.getName()))))
        .check(House.CLASSES);
  }

  @Test
  void theMachineReadsNoClockAndDrawsNoNumbers() {
    noClasses()
        .that()
        .resideInAPackage(House.MACHINE)
        .should()
        .accessTargetWhere(readsTheTimeOfDay().or(drawsAtRandom()))
        .check(House.CLASSES);
  }

  @Tag("time")
  @Test
  void onlyTheWallClockReadsTheTimeOfDay() {
    noClasses()
        .that()
        .resideInAnyPackage(timed())
        .and(DescribedPredicate.not(isTheWallClock()))
        .should()
        .accessTargetWhere(readsTheTimeOfDay())
        .because("no node's wall clock decides anything")
        .check(House.CLASSES);
  }

  /** Core, the providers and the starter. */
  private static String[] timed() {
    return Stream.of(
            House.LAYERS.stream(), House.PROVIDERS.stream(), Stream.of("dev.amends.spring.."))
        .flatMap(packages -> packages)
        .toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> isTheWallClock() {
    return DescribedPredicate.describe(
        "are " + WALL_CLOCK, type -> outermost(type).getSimpleName().equals(WALL_CLOCK));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(TimeAndChanceTest::outermost).orElse(type);
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheTimeOfDay() {
    return DescribedPredicate.describe(
        "the target reads the time of day", access -> readsTheTimeOfDay(access.getTarget()));
  }

  private static boolean readsTheTimeOfDay(AccessTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      case "java.util.Date" -> target.getFullName().equals("java.util.Date.<init>()");
      case "java.util.Calendar" -> name.equals("getInstance");
      default -> owner.startsWith("java.time.") && name.equals("now");
    };
  }

  private static DescribedPredicate<JavaAccess<?>> drawsAtRandom() {
    return DescribedPredicate.describe(
        "the target draws at random",
        access -> {
          String target = access.getTarget().getOwner().getName() + "." + access.getName();
          return target.equals("java.lang.Math.random")
              || target.equals("java.lang.StrictMath.random")
              || target.equals("java.util.UUID.randomUUID")
              || target.equals("java.util.Collections.shuffle");
        });
  }
}
