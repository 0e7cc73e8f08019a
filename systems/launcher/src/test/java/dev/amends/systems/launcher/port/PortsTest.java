package dev.amends.systems.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.systems.launcher.report.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void namesAllPortsInUseInOneLine() throws IOException {
    try (ServerSocket first = new ServerSocket(0);
        ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Port> ports =
          List.of(
              new Port(first.getLocalPort(), "service order"),
              new Port(second.getLocalPort(), "simulator"));

      assertThatThrownBy(() -> Ports.checkFree(ports))
          .isInstanceOf(LauncherException.class)
          .hasMessageContaining("Port " + first.getLocalPort() + " of service order is in use")
          .hasMessageContaining("Port " + second.getLocalPort() + " of simulator is in use")
          .hasMessageEndingWith("End what uses them (perhaps an earlier ./run) and start again.");
    }
  }

  @Test
  void letsAFreePortPass() throws IOException {
    Port port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = new Port(socket.getLocalPort(), "service order");
      assertThat(port.isFree()).isFalse();
    }

    Ports.checkFree(List.of(port));
  }
}
