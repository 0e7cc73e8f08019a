package dev.amends.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.journal.SagaAddress;
import dev.amends.spi.Append;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static final int MUCH = 1 << 20;

  private final Lines lines = new Lines();

  private void add(String line, long saga, int bytes) {
    SagaAddress address = new SagaAddress(saga, 1);
    Append append = Append.of(address, 2, 7, saga, Instant.EPOCH, new byte[bytes]);
    lines.add(line, new PendingAppend(append, Long.MAX_VALUE));
  }

  private List<Long> take(int most, int bytes) {
    return lines.take(most, bytes).stream().map(one -> one.append.saga().number()).toList();
  }

  @Test
  void oneLineIsFirstComeFirstServed() {
    for (int i = 1; i <= 5; i++) {
      add("a", i, 10);
    }
    assertThat(take(3, MUCH)).containsExactly(1L, 2L, 3L);
    assertThat(lines.size()).isEqualTo(2);
    assertThat(take(3, MUCH)).containsExactly(4L, 5L);
    assertThat(lines.isEmpty()).isTrue();
    assertThat(take(3, MUCH)).isEmpty();
  }

  @Test
  void aLongLineMakesNoOtherWait() {
    for (int i = 1; i <= 1_000; i++) {
      add("flood", i, 10);
    }
    add("a", 2_001, 10);
    add("b", 2_002, 10);
    add("b", 2_003, 10);
    List<Long> first = take(10, MUCH);
    assertThat(first).hasSize(10).contains(2_001L, 2_002L, 2_003L);
    assertThat(first).as("the rest is the flood's").contains(1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void everyLineHasItsTurnWhenABatchHoldsOnlyOne() {
    for (int i = 1; i <= 3; i++) {
      add("a", i, 10);
      add("b", 10 + i, 10);
    }
    List<Long> two = List.of(take(1, MUCH).get(0), take(1, MUCH).get(0)).stream().sorted().toList();
    assertThat(two).containsExactly(1L, 11L);
  }

  @Test
  void whatIsTooLargeGoesAlone() {
    add("a", 1, 100);
    add("a", 2, 10);
    assertThat(take(10, 50)).containsExactly(1L);
    assertThat(take(10, 50)).containsExactly(2L);
  }
}
