package dev.amends.spring.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server that sees every byte: reads whole HTTP/1.1 requests and does with them what a test says.
 */
public final class SocketServer implements Closeable {
  /** What is done with one request. */
  @FunctionalInterface
  public interface Behaviour {
    /** Answers, or not; whether the connection stays open for another request. */
    boolean handle(Exchange exchange) throws IOException, InterruptedException;
  }

  /** One request at the socket. */
  public record Exchange(
      String head, String body, int number, Socket socket, CountDownLatch closing) {
    public String line() {
      return head.substring(0, head.indexOf("\r\n"));
    }

    public String header(String name) {
      return head.lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse(null);
    }

    public void write(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    public boolean answer(int status, String headers, String body) throws IOException {
      write(
          "HTTP/1.1 %d X\r\n%sContent-Length: %d\r\n\r\n%s"
              .formatted(status, headers, body.getBytes(StandardCharsets.UTF_8).length, body));
      return true;
    }

    /** Writes what is no whole answer, and ends the connection. */
    public boolean part(String text) throws IOException {
      write(text);
      return false;
    }

    /** Says nothing until the test is over. */
    public boolean hang() throws InterruptedException {
      closing.await();
      return false;
    }

    /** Ends the connection with a reset instead of an orderly end. */
    public boolean reset() throws IOException {
      socket.setSoLinger(true, 0);
      return false;
    }
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final boolean bodies;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

  public SocketServer(Behaviour behaviour) throws IOException {
    this(behaviour, true);
  }

  private SocketServer(Behaviour behaviour, boolean bodies) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.behaviour = behaviour;
    this.bodies = bodies;
    start("accept", this::accept);
  }

  /** A server that acts on a request's head and never reads its body. */
  public static SocketServer leavingBodies(Behaviour behaviour) throws IOException {
    return new SocketServer(behaviour, false);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Requests that arrived whole. */
  public List<Exchange> requests() {
    return exchanges;
  }

  /** Connections that are open on this side. */
  public int openConnections() {
    return open.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        start("serve", () -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      boolean goOn = true;
      while (goOn) {
        String head = head(socket.getInputStream());
        if (head == null) {
          return;
        }
        String body = bodies ? body(head, socket.getInputStream()) : "";
        Exchange exchange = new Exchange(head, body, exchanges.size() + 1, socket, closing);
        exchanges.add(exchange);
        goOn = behaviour.handle(exchange);
      }
    } catch (IOException | InterruptedException gone) {
      // The client or the test has ended the connection.
    } finally {
      open.remove(socket);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static String body(String head, InputStream in) throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    if (lower.contains("transfer-encoding: chunked")) {
      StringBuilder raw = new StringBuilder();
      while (raw.indexOf("0\r\n\r\n") < 0) {
        raw.append((char) in.read());
      }
      return raw.toString();
    }
    for (String line : lower.lines().toList()) {
      if (line.startsWith("content-length:")) {
        int length = Integer.parseInt(line.substring(15).strip());
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "socket-server-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  /** Ends all connections and takes no more. */
  public void stop() throws IOException {
    closing.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
