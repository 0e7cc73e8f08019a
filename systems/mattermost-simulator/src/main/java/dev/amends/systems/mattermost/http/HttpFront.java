package dev.amends.systems.mattermost.http;

import dev.amends.systems.mattermost.api.Ids;
import dev.amends.systems.mattermost.api.MattermostApi;
import dev.amends.systems.mattermost.api.Settings;
import dev.amends.systems.mattermost.fault.CallList;
import dev.amends.systems.mattermost.fault.FaultPanel;
import dev.amends.systems.mattermost.store.Store;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The running HTTP server. */
public final class HttpFront implements AutoCloseable {
  /** Longer than any fault waits, so that Jetty doesn't end a call that a fault holds. */
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(21);

  private static final int TIMER_THREADS = 4;

  private final Server server;
  private final ServerConnector connector;
  private final ScheduledExecutorService timer;

  private HttpFront(Server server, ServerConnector connector, ScheduledExecutorService timer) {
    this.server = server;
    this.connector = connector;
    this.timer = timer;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @throws IOException if nothing can listen there, mostly because the port is in use
   */
  public static HttpFront start(String host, int port, String token, Settings settings, Store store)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("mattermost");
    Server server = new Server(threads);
    ServerConnector connector = connector(server, host, port);
    ScheduledExecutorService timer =
        Executors.newScheduledThreadPool(TIMER_THREADS, HttpFront::timerThread);
    HttpFront front = new HttpFront(server, connector, timer);
    server.setHandler(handler(token, settings, store, timer));
    try {
      // Before anything else is started, so that a port in use is plainly told.
      connector.open();
      server.start();
      return front;
    } catch (IOException | RuntimeException e) {
      front.close();
      throw e;
    } catch (Exception e) {
      front.close();
      throw new IOException(e);
    }
  }

  private static ServerConnector connector(Server server, String host, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    server.addConnector(connector);
    return connector;
  }

  private static FrontHandler handler(
      String token, Settings settings, Store store, ScheduledExecutorService timer) {
    InstantSource clock = InstantSource.system();
    FaultPanel faults = new FaultPanel();
    CallList calls = new CallList();
    SettingsSwitch current = new SettingsSwitch(settings);
    MattermostApi api =
        new MattermostApi(store, token, current::get, clock, new Ids(new SecureRandom()));
    return new FrontHandler(
        new ApiFront(api, faults, calls, timer, clock), new Panel(store, faults, calls, current));
  }

  private static Thread timerThread(Runnable task) {
    Thread thread = new Thread(task, "mattermost-faults");
    thread.setDaemon(true);
    return thread;
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Stops listening and closes all connections; calls that a fault delays never act. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The server could not be stopped", e);
    }
  }
}
