package dev.amends.systems.launcher.postgres;

import com.sun.security.auth.module.UnixSystem;
import dev.amends.systems.launcher.process.Executables;
import dev.amends.systems.launcher.process.Tool;
import dev.amends.systems.launcher.report.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How PostgreSQL, which refuses to run as root, is run. */
enum PostgresAccount {
  /** As the user who runs the launcher. */
  OWN,

  /** As root of a name space in which root is called nobody. */
  UNSHARED,

  /** As nobody, who must own the data. For containers, which refuse name spaces. */
  NOBODY;

  private static final int ROOT_ID = 0;
  private static final int NOBODY_ID = 65_534;

  /** What works here. */
  static PostgresAccount detect() throws IOException, InterruptedException {
    if (new UnixSystem().getUid() != 0) {
      return OWN;
    }
    for (PostgresAccount account : List.of(UNSHARED, NOBODY)) {
      if (account.works()) {
        return account;
      }
    }
    throw LauncherException.refused(
        "PostgreSQL does not run as root, and neither unshare nor setpriv work here:"
            + " start as another user, or set AMENDS_DB_URL to a server that runs.");
  }

  /** Whether this machine lets it. */
  boolean works() throws IOException, InterruptedException {
    List<String> attempt = command("true");
    return Executables.find(attempt.get(0)).isPresent() && Tool.silent(attempt).run() == 0;
  }

  /** This command, run by that account. */
  List<String> command(String... command) {
    List<String> whole = new ArrayList<>(prefix());
    whole.addAll(List.of(command));
    return whole;
  }

  private List<String> prefix() {
    return switch (this) {
      case OWN -> List.of();
      case UNSHARED -> List.of("unshare", "-U");
      case NOBODY ->
          List.of("setpriv", "--reuid=" + NOBODY_ID, "--regid=" + NOBODY_ID, "--clear-groups");
    };
  }

  /** Gives a folder to the account, if another one has it from an earlier start. */
  void own(Path folder) throws IOException {
    int owner = this == NOBODY ? NOBODY_ID : ROOT_ID;
    if (this == OWN || uid(folder) == owner) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
