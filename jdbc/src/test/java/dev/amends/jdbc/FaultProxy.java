package dev.amends.jdbc;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and PostgreSQL, reads the wire protocol, and cuts a connection at the
 * statement that it is told: before the server gets it, or after the server has answered it and
 * before the client hears.
 */
public final class FaultProxy implements AutoCloseable {
  /** Where a connection is cut, seen from the statement. */
  public enum Cut {
    /** The server never gets it. */
    BEFORE,
    /** The server works on it. */
    AT,
    /** The server has answered it. */
    AFTER
  }

  /** Picks the statement to cut at. */
  private interface Choice {
    boolean holds(String sql, WorkUnit unit);
  }

  private record Armed(Choice choice, Cut cut) {}

  private final ServerSocket listening;
  private final int serverPort;
  private final AtomicReference<Armed> armed = new AtomicReference<>();
  private final AtomicInteger roundTrips = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final Barrier barrier = new Barrier();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  public FaultProxy(int serverPort) {
    this.serverPort = serverPort;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
    run("accept", this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** The next statement that starts like this does not reach the server. */
  void cutBefore(String sql) {
    armed.set(startsWith(sql, Cut.BEFORE));
  }

  /** The next statement that starts like this reaches the server, which still works on it. */
  void cutAt(String sql) {
    armed.set(startsWith(sql, Cut.AT));
  }

  /** The server executes the next statement that starts like this; its answer gets lost. */
  void cutAfter(String sql) {
    armed.set(startsWith(sql, Cut.AFTER));
  }

  private static Armed startsWith(String sql, Cut cut) {
    return new Armed((statement, unit) -> statement.startsWith(sql), cut);
  }

  /**
   * Cuts where the next unit of work becomes durable that this holds for: at the commit of a
   * transaction, or at a statement that commits itself.
   */
  public void cutCommit(Predicate<WorkUnit> choice, Cut cut) {
    armed.set(new Armed((statement, unit) -> unit.commits() && choice.test(unit), cut));
  }

  /** Gives up what has not happened yet. */
  public void disarm() {
    armed.set(null);
  }

  /** How often a connection was cut as asked. */
  public int cuts() {
    return cuts.get();
  }

  /** From now on nothing gets through in either direction, and nothing is lost. */
  public void freeze() {
    barrier.close();
  }

  /** Lets through what has gathered, and all that follows. */
  public void thaw() {
    barrier.open();
  }

  /** How often clients have waited for the server. */
  int roundTrips() {
    return roundTrips.get();
  }

  /** Whether what was asked for has happened. */
  boolean hasCut() {
    return armed.get() == null;
  }

  @Override
  public void close() {
    closeQuietly(listening);
    barrier.open();
    sockets.forEach(FaultProxy::closeQuietly);
  }

  private void accept() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      Socket server = connect();
      if (server == null) {
        closeQuietly(client);
        continue;
      }
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(server);
      Link link = new Link(client, server);
      run("requests", link::requests);
      run("answers", link::answers);
    }
  }

  /** Null when nobody listens there, as while a server starts. */
  private @Nullable Socket connect() {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), serverPort);
    } catch (IOException refused) {
      return null;
    }
  }

  private interface Body {
    void run() throws IOException;
  }

  private static void run(String name, Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (IOException closed) {
                // An end of the connection is what this is for.
              }
            },
            "fault-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception ignored) {
      // It is closed all the same.
    }
  }

  /** One connection in both directions. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private final Map<String, String> statements = new ConcurrentHashMap<>();
    private final Map<String, String> portals = new ConcurrentHashMap<>();
    private volatile boolean swallowing;
    private final WorkUnit unit = new WorkUnit();
    private boolean cutting;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void cut() {
      closeQuietly(client);
      closeQuietly(server);
    }

    void requests() throws IOException {
      try (DataInputStream in = new DataInputStream(client.getInputStream());
          DataOutputStream out = new DataOutputStream(server.getOutputStream())) {
        // The first message has no type.
        int length = in.readInt();
        out.writeInt(length);
        out.write(in.readNBytes(length - 4));
        out.flush();
        while (true) {
          byte type = in.readByte();
          byte[] body = in.readNBytes(in.readInt() - 4);
          if (!letThrough(type, body)) {
            return;
          }
          boolean waitedFor = isWaitedFor(type, body);
          if (waitedFor) {
            roundTrips.incrementAndGet();
          }
          barrier.pass();
          write(out, type, body);
          if (waitedFor && cutting) {
            return;
          }
        }
      } finally {
        cut();
      }
    }

    /** The driver sends a BEGIN along with the statement that follows it. */
    private boolean isWaitedFor(byte type, byte[] body) {
      return type == 'S' || (type == 'Q' && !"BEGIN".equals(executed(type, body)));
    }

    private boolean letThrough(byte type, byte[] body) {
      String sql = executed(type, body);
      Armed now = armed.get();
      if (sql != null) {
        unit.add(sql);
      }
      if (sql == null || now == null || !now.choice().holds(sql, unit)) {
        return true;
      }
      if (!armed.compareAndSet(now, null)) {
        return true;
      }
      cuts.incrementAndGet();
      swallowing = now.cut() != Cut.BEFORE;
      cutting = now.cut() == Cut.AT;
      return swallowing;
    }

    /** The statement that a message executes; null when it executes none. */
    private String executed(byte type, byte[] body) {
      String[] words = new String(body, StandardCharsets.ISO_8859_1).split("\0", 3);
      return switch (type) {
        case 'Q' -> words[0].strip();
        case 'P' -> {
          statements.put(words[0], words[1].strip());
          yield null;
        }
        case 'B' -> {
          portals.put(words[0], statements.getOrDefault(words[1], ""));
          yield null;
        }
        case 'E' -> portals.get(words[0]);
        default -> null;
      };
    }

    void answers() throws IOException {
      try (DataInputStream in = new DataInputStream(server.getInputStream());
          DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
        while (true) {
          byte type = in.readByte();
          byte[] body = in.readNBytes(in.readInt() - 4);
          barrier.pass();
          if (!swallowing) {
            write(out, type, body);
          } else if (type == 'Z') {
            return;
          }
        }
      } finally {
        cut();
      }
    }

    private static void write(DataOutputStream out, byte type, byte[] body) throws IOException {
      byte[] message = new byte[body.length + 5];
      message[0] = type;
      int length = body.length + 4;
      for (int i = 0; i < 4; i++) {
        message[1 + i] = (byte) (length >>> (24 - 8 * i));
      }
      System.arraycopy(body, 0, message, 5, body.length);
      out.write(message);
      out.flush();
    }
  }
}
