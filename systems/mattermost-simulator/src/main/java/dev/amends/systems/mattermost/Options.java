package dev.amends.systems.mattermost;

import dev.amends.systems.mattermost.api.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the simulator is started.
 *
 * @param host the address it listens on
 * @param port the port, or 0 for any free one
 * @param data the folder in which the state survives a restart; null to keep it in memory
 * @param token the bearer token that callers must send
 * @param fresh forget what the folder held
 * @param settings the server settings at the start
 */
public record Options(
    String host, int port, @Nullable Path data, String token, boolean fresh, Settings settings) {

  /** The port of a real Mattermost. */
  public static final int DEFAULT_PORT = 8065;

  private static final String DEFAULT_HOST = "127.0.0.1";
  private static final String DEFAULT_TOKEN = "simulator";
  private static final int MAX_PORT = 65_535;

  public Options {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("The port is 0 to " + MAX_PORT + ", not " + port + ".");
    }
    if (token.isBlank()) {
      throw new IllegalArgumentException("The token must not be blank.");
    }
  }

  /** Port 8065 of this machine only, in memory, token {@code simulator}, everything enabled. */
  public static Options defaults() {
    return new Options(DEFAULT_HOST, DEFAULT_PORT, null, DEFAULT_TOKEN, false, Settings.defaults());
  }

  /** The defaults, with the token of {@code MATTERMOST_TOKEN} where that is set. */
  static Options of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("MATTERMOST_TOKEN"))
        .filter(token -> !token.isBlank())
        .map(token -> defaults().withToken(token))
        .orElseGet(Options::defaults);
  }

  /** The same on another address; {@code 0.0.0.0} for every address of this machine. */
  public Options withHost(String newHost) {
    return new Options(newHost, port, data, token, fresh, settings);
  }

  /** The same on another port; 0 for any free one. */
  public Options withPort(int newPort) {
    return new Options(host, newPort, data, token, fresh, settings);
  }

  /** The same with the state kept in that folder. */
  public Options withData(Path folder) {
    return new Options(host, port, folder, token, fresh, settings);
  }

  /** The same with another token. */
  public Options withToken(String newToken) {
    return new Options(host, port, data, newToken, fresh, settings);
  }

  /** The same, forgetting what the folder held, or not. */
  public Options withFresh(boolean newFresh) {
    return new Options(host, port, data, token, newFresh, settings);
  }

  /** The same with other server settings. */
  public Options withSettings(Settings newSettings) {
    return new Options(host, port, data, token, fresh, newSettings);
  }
}
