package dev.amends.spring.outcomes;

import dev.amends.spring.http.SocketServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a fault happens.
 *
 * @param url of the other side, without a path
 * @param resource what is closed when the test is over
 */
record Place(String url, Closeable resource) implements Closeable {
  /** A fatal alert of TLS: handshake_failure. */
  private static final byte[] NO_HANDSHAKE = {21, 3, 3, 0, 2, 2, 40};

  /** Opens the other side. */
  @FunctionalInterface
  interface Opening {
    /** Opens it; requests that arrive are given to the behaviour. */
    Place open(SocketServer.Behaviour behaviour) throws IOException;
  }

  static Place server(SocketServer.Behaviour behaviour) throws IOException {
    SocketServer server = new SocketServer(behaviour);
    return new Place(server.url(), server);
  }

  /** Acts on a request's head, while its body is on the way. */
  static Place hasty(SocketServer.Behaviour behaviour) throws IOException {
    SocketServer server = SocketServer.leavingBodies(behaviour);
    return new Place(server.url(), server);
  }

  /** A port that nobody listens at. */
  static Place nobody(SocketServer.Behaviour none) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Place("http://127.0.0.1:" + socket.getLocalPort(), () -> {});
    }
  }

  /** A name that no server has: the domain is reserved for that. */
  static Place unknown(SocketServer.Behaviour none) {
    return new Place("http://no-such-host.invalid", () -> {});
  }

  /** A full backlog: the kernel leaves further connections unanswered. */
  static Place deaf(SocketServer.Behaviour none) throws IOException {
    ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    List<Socket> filling = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Socket socket = new Socket();
      filling.add(socket);
      try {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort()), 100);
      } catch (SocketTimeoutException full) {
        break;
      }
    }
    return new Place(
        "http://127.0.0.1:" + deaf.getLocalPort(),
        () -> {
          for (Socket socket : filling) {
            socket.close();
          }
          deaf.close();
        });
  }

  /** Refuses to agree on a cipher, before anything of a request can leave. */
  static Place noHandshake(SocketServer.Behaviour none) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> refuseHandshakes(server), "no-handshake");
    thread.setDaemon(true);
    thread.start();
    return new Place("https://127.0.0.1:" + server.getLocalPort(), server);
  }

  private static void refuseHandshakes(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        byte[] hello = new byte[16_384];
        if (socket.getInputStream().read(hello) > 0) {
          socket.getOutputStream().write(NO_HANDSHAKE);
          socket.shutdownOutput();
        }
        // Until the client has closed it: an end with unread bytes would be a reset.
        while (socket.getInputStream().read(hello) >= 0) {}
      } catch (IOException gone) {
        // The client or the test has ended the connection.
      }
    }
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }
}
