package dev.amends.systems.mattermost;

import dev.amends.systems.mattermost.api.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;

/** Reads the command line. */
final class Arguments {
  static final String USAGE =
      """
      Usage: MattermostSimulator [options]
        --port PORT             the port, default 8065; 0 for any free one, which is printed
        --host ADDRESS          the address, default 127.0.0.1
        --data DIR              keep the state in this folder; without it, it is lost at the end
        --fresh                 forget what the folder held
        --token TOKEN           the bearer token, default $MATTERMOST_TOKEN or "simulator"
        --no-team-deletion      refuse to delete teams for good
        --no-user-deletion      refuse to delete users for good
        --no-channel-deletion   refuse to delete channels for good
      """;

  private Arguments() {}

  /**
   * The options that these arguments and system properties ask for.
   *
   * @throws IllegalArgumentException if one is unknown or wrong; the message says which
   */
  static Options parse(List<String> arguments, Options defaults, Properties properties) {
    Options options = defaults.withSettings(settings(defaults.settings(), properties));
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      options = apply(rest.next(), rest, options);
    }
    return options;
  }

  private static Options apply(String name, Iterator<String> rest, Options options) {
    Settings settings = options.settings();
    return switch (name) {
      case "--port" -> options.withPort(port(value(name, rest)));
      case "--host" -> options.withHost(value(name, rest));
      case "--data" -> options.withData(folder(value(name, rest)));
      case "--fresh" -> options.withFresh(true);
      case "--token" -> options.withToken(value(name, rest));
      case "--no-team-deletion" -> options.withSettings(settings.withTeamDeletion(false));
      case "--no-user-deletion" -> options.withSettings(settings.withUserDeletion(false));
      case "--no-channel-deletion" -> options.withSettings(settings.withChannelDeletion(false));
      default -> throw new IllegalArgumentException("Unknown option " + name + ".");
    };
  }

  private static Settings settings(Settings defaults, Properties properties) {
    return defaults
        .withTeamDeletion(enabled(properties, "mattermost.team-deletion"))
        .withUserDeletion(enabled(properties, "mattermost.user-deletion"))
        .withChannelDeletion(enabled(properties, "mattermost.channel-deletion"));
  }

  private static boolean enabled(Properties properties, String name) {
    return Boolean.parseBoolean(properties.getProperty(name, "true"));
  }

  private static String value(String name, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("The option " + name + " needs a value.");
    }
    return rest.next();
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("The port " + text + " is no number.", e);
    }
  }

  private static Path folder(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("The folder " + text + " is no path.", e);
    }
  }
}
