package dev.amends.systems.launcher.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TaggedOutputTest {
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private final PrintStream out =
      new PrintStream(new TaggedOutput(target), true, StandardCharsets.UTF_8);

  private String text() {
    return target.toString(StandardCharsets.UTF_8).replace(TaggedOutput.MARK, '|');
  }

  private static void inThread(Runnable action) throws InterruptedException {
    Thread thread = new Thread(action);
    thread.start();
    thread.join();
  }

  @Test
  void marksLinesOfAProgramAndOfItsThreads() throws InterruptedException {
    out.println("nobody's");
    inThread(
        () -> {
          TaggedOutput.enter("order");
          out.print("begin ");
          try {
            inThread(() -> out.println("of a thread"));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          inOtherProgram();
          out.println("한글");
        });

    assertThat(text()).isEqualTo("nobody's\n|order|begin of a thread\n|stock|other\n|order|한글\n");
  }

  private void inOtherProgram() {
    try {
      inThread(
          () -> {
            TaggedOutput.enter("stock");
            out.println("other");
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void sendsWhatIsUnfinishedAtTheEnd() {
    out.print("no end");
    assertThat(text()).isEmpty();

    out.close();

    assertThat(text()).isEqualTo("no end\n");
  }
}
