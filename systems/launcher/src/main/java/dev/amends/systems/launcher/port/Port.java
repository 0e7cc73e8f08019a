package dev.amends.systems.launcher.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port that something is to stand on.
 *
 * @param number 1 to 65535
 * @param user what is to stand on it, for a message
 */
public record Port(int number, String user) {
  private static final int MAX = 65_535;

  public Port {
    if (number < 1 || number > MAX) {
      throw new IllegalArgumentException("Port " + number + " of " + user + " does not exist.");
    }
  }

  /** Whether nobody listens on it, on any address of this machine. */
  public boolean isFree() {
    try (ServerSocket socket = new ServerSocket()) {
      // As a server does: connections of an earlier one that linger are no hindrance.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(number));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
