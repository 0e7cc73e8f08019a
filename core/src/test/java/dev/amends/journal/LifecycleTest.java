package dev.amends.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.sample.EveryFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transition table, written down a second time. */
class LifecycleTest {
  /**
   * Columns: where the fact leads while running, compensating, parked before and after turning,
   * succeeded.
   */
  private static final String EXPECTED =
      """
      Started              RUNNING       -             -             -             -
      Acquired             RUNNING       -             -             -             -
      Adopted              RUNNING       COMPENSATING  PARKED        PARKED        -
      Migrated             RUNNING       COMPENSATING  PARKED        PARKED        -
      ChildOf              RUNNING       -             -             -             -
      ChildStarted         RUNNING       -             -             -             -
      ChildOrdered         -             COMPENSATING  -             -             -
      ChildEnded           RUNNING       COMPENSATING  -             -             -
      Recalled             -             -             -             -             COMPENSATING
      Verdict              RUNNING       -             -             -             -
      Expanded             RUNNING       -             -             -             -
      Signalled            RUNNING       -             -             -             -
      Intended             RUNNING       -             -             -             -
      Succeeded            RUNNING       COMPENSATING  -             -             -
      AttemptFailed        RUNNING       -             -             -             -
      ProbedAbsent         RUNNING       COMPENSATING  -             -             -
      ProbeFailed          RUNNING       COMPENSATING  -             -             -
      Failed               RUNNING       COMPENSATING  -             -             -
      TurnedRound          COMPENSATING  -             -             -             -
      Undone               -             COMPENSATING  -             -             -
      UndoFailed           -             COMPENSATING  -             -             -
      Parked               PARKED        PARKED        -             -             -
      Resumed              -             -             RUNNING       COMPENSATING  -
      MarkedDone           -             -             RUNNING       COMPENSATING  -
      Skipped              -             -             RUNNING       COMPENSATING  -
      CompensationOrdered  -             -             COMPENSATING  COMPENSATING  -
      CancelAsked          RUNNING       -             -             -             -
      CancelRefused        RUNNING       COMPENSATING  PARKED        PARKED        -
      InputEdited          -             -             PARKED        PARKED        -
      EndedSUCCEEDED       SUCCEEDED     -             -             -             -
      EndedCOMPENSATED     -             COMPENSATED   -             -             -
      """;

  private record Place(SagaStatus status, boolean turned) {}

  private static final List<Place> COLUMNS =
      List.of(
          new Place(SagaStatus.RUNNING, false),
          new Place(SagaStatus.COMPENSATING, true),
          new Place(SagaStatus.PARKED, false),
          new Place(SagaStatus.PARKED, true),
          new Place(SagaStatus.SUCCEEDED, false));

  private static String kind(Fact fact) {
    String name = fact.getClass().getSimpleName();
    return fact instanceof Fact.Ended ended ? name + ended.status() : name;
  }

  private static Map<String, List<String>> expected() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String line : EXPECTED.strip().split("\n", -1)) {
      List<String> cells = List.of(line.split(" +", -1));
      rows.put(cells.get(0), cells.subList(1, cells.size()));
    }
    return rows;
  }

  static List<Fact> facts() {
    return EveryFact.all();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void leadsEachFactWhereTheTableSaysAndNowhereElse(Fact fact) {
    List<String> row = expected().get(kind(fact));
    assertThat(row).as("the table has no row for %s", kind(fact)).isNotNull();
    for (int i = 0; i < COLUMNS.size(); i++) {
      Place from = COLUMNS.get(i);
      assertThat(where(from, fact)).as("%s %s", from, kind(fact)).isEqualTo(row.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("facts")
  void takesNoFactOnceItHasEndedUnlessItIsCalledBack(Fact fact) {
    List<SagaStatus> ends =
        fact instanceof Fact.Recalled
            ? List.of(SagaStatus.COMPENSATED)
            : List.of(SagaStatus.SUCCEEDED, SagaStatus.COMPENSATED);
    for (SagaStatus ended : ends) {
      assertThat(where(new Place(ended, false), fact)).isEqualTo("-");
      assertThat(where(new Place(ended, true), fact)).isEqualTo("-");
    }
  }

  private static String where(Place from, Fact fact) {
    try {
      return Lifecycle.next(from.status(), from.turned(), fact).name();
    } catch (IllegalStateException refused) {
      return "-";
    }
  }

  @Test
  void knowsEveryKindOfFactAndStatus() {
    assertThat(EveryFact.all().stream().map(Object::getClass).distinct().toList())
        .hasSameElementsAs(EveryFact.kinds());
    List<String> rows = new ArrayList<>(expected().keySet());
    assertThat(EveryFact.all().stream().map(LifecycleTest::kind).distinct().toList())
        .hasSameElementsAs(rows);
    assertThat(SagaStatus.values()).hasSize(5);
  }

  @Test
  void namesStatusAndFactWhenOneDoesNotFitTheOther() {
    Fact fact = new Fact.Acquired();
    assertThatThrownBy(() -> Lifecycle.next(SagaStatus.PARKED, false, fact))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("PARKED")
        .hasMessageContaining("Acquired");
  }

  @Test
  void listsEachTransitionOnce() {
    assertThat(Lifecycle.transitions()).doesNotHaveDuplicates();
    assertThat(Lifecycle.transitions())
        .noneMatch(row -> row.from() == SagaStatus.COMPENSATED)
        .noneMatch(row -> row.turned() && row.from() == SagaStatus.RUNNING);
  }

  @Test
  void endsOnlyInAStatusThatIsAnEnd() {
    for (SagaStatus status : SagaStatus.values()) {
      if (!status.ended()) {
        assertThatThrownBy(() -> new Fact.Ended(status, Payload.EMPTY))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
