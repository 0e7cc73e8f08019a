package dev.amends.systems.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.process.Children;
import dev.amends.systems.launcher.report.Terminal;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL as root, in both ways that there are, on the same data. */
class PostgresServerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path CACHE = Path.of("target", "postgres").toAbsolutePath();

  @TempDir Path path;

  @Test
  void runsAsRootWithAndWithoutNameSpaces() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "Only root needs another account.");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    DataFolder folder = DataFolder.open(path.resolve("data"));

    start(folder, PostgresAccount.NOBODY).createDatabase("order");
    if (PostgresAccount.UNSHARED.works()) {
      start(folder, PostgresAccount.UNSHARED).createDatabase("order");
    }
    start(folder, PostgresAccount.NOBODY).createDatabase("order");
  }

  /** Starts it, waits until it answers, and stops it when the address is used once. */
  private Used start(DataFolder folder, PostgresAccount account) throws Exception {
    int port = freePort();
    PostgresServer server = PostgresServer.claim(folder, port).orElseThrow();
    Children children = new Children(new Terminal(System.out, System.err));
    children.start(server.command(CACHE, account), folder);
    return name -> {
      PostgresAddress address = new PostgresAddress(port);
      await().atMost(PATIENCE).until(() -> address.failure().isEmpty());
      address.createDatabase(name);
      children.stop();
      server.close();
      assertThat(PostgresServer.runsIn(folder)).isFalse();
    };
  }

  private interface Used {
    void createDatabase(String name) throws Exception;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
