package dev.amends.systems.mattermost;

import dev.amends.systems.mattermost.http.HttpFront;
import dev.amends.systems.mattermost.store.JournalException;
import dev.amends.systems.mattermost.store.Store;
import java.io.IOException;
import java.util.List;

/**
 * A running Mattermost simulator. It is spoken to over HTTP only, by its clients and by whoever
 * sets faults. Safe for use by many threads.
 *
 * <p>From the command line, {@link #main} starts one and runs until it is told to end. In a test:
 *
 * <pre>{@code
 * try (MattermostSimulator mattermost =
 *     MattermostSimulator.start(Options.defaults().withPort(0))) {
 *   URI base = URI.create(mattermost.url());
 * }
 * }</pre>
 */
public final class MattermostSimulator implements AutoCloseable {
  private static final String LOG_CONFIGURATION = "logback.configurationFile";

  private final Options options;
  private final Store store;
  private final HttpFront front;

  private MattermostSimulator(Options options, Store store, HttpFront front) {
    this.options = options;
    this.store = store;
    this.front = front;
  }

  /**
   * Starts a simulator; when this returns, it listens.
   *
   * @throws SimulatorStartException if the port is in use or the folder can't be used
   */
  public static MattermostSimulator start(Options options) {
    Store store;
    try {
      store = Store.open(options.data(), options.fresh());
    } catch (JournalException e) {
      throw new SimulatorStartException(String.valueOf(e.getMessage()), e);
    }
    try {
      HttpFront front =
          HttpFront.start(
              options.host(), options.port(), options.token(), options.settings(), store);
      return new MattermostSimulator(options, store, front);
    } catch (IOException e) {
      store.close();
      throw new SimulatorStartException(
          "Cannot listen on "
              + options.host()
              + ":"
              + options.port()
              + ", the port is probably in use: stop what uses it or give another one with --port.",
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return front.port();
  }

  /** Where it is reached, without a slash at the end. */
  public String url() {
    String host = options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
    return "http://" + host + ":" + port();
  }

  /** The bearer token that callers must send. */
  public String token() {
    return options.token();
  }

  /** Ends it: connections are closed, and the folder is free for another one. */
  @Override
  public void close() {
    front.close();
    store.close();
  }

  /** Runs a simulator until the process is told to end. */
  public static void main(String[] arguments) {
    int exit = run(List.of(arguments));
    if (exit != 0) {
      System.exit(exit);
    }
  }

  private static int run(List<String> arguments) {
    if (arguments.contains("--help")) {
      System.out.print(Arguments.USAGE);
      return 0;
    }
    Options options;
    try {
      options = Arguments.parse(arguments, Options.of(System.getenv()), System.getProperties());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Arguments.USAGE);
      return 2;
    }
    // Before the first logger exists. Not a logback.xml, which would count for every application
    // that has this jar on its class path.
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "mattermost-simulator-logback.xml");
    }
    try {
      MattermostSimulator simulator = start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "mattermost-stop"));
      System.out.println("Mattermost simulator listens on " + simulator.url());
      return 0;
    } catch (SimulatorStartException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }
}
