package dev.amends.systems.launcher.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostOrderTest {
  private static final HostOrder ORDER =
      new HostOrder(
          List.of(
              new HostedProgram(
                  "order",
                  "a.B",
                  List.of(Path.of("/x/y z.jar")),
                  List.of("--a=한글", "", "--b=c\nd")),
              new HostedProgram("stock", "a.C", List.of(), List.of())));

  private static byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ORDER.write(out);
    return out.toByteArray();
  }

  @Test
  void arrivesAsItWasWrittenAndTakesNoByteMore() throws IOException {
    byte[] bytes = Arrays.copyOf(written(), written().length + 1);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);

    assertThat(HostOrder.read(in)).isEqualTo(ORDER);
    assertThat(in.available()).isEqualTo(1);
  }

  @Test
  void isRefusedWhenItIsCutOrNotOurs() throws IOException {
    byte[] cut = Arrays.copyOf(written(), 20);

    assertThatThrownBy(() -> HostOrder.read(new ByteArrayInputStream(cut)))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(
            () ->
                HostOrder.read(
                    new ByteArrayInputStream("hello world".getBytes(StandardCharsets.UTF_8))))
        .hasMessageContaining("not the launcher's");
  }
}
