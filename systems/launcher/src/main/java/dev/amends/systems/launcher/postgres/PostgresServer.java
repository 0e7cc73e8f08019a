package dev.amends.systems.launcher.postgres;

import dev.amends.systems.launcher.folder.DataFolder;
import dev.amends.systems.launcher.folder.FileTree;
import dev.amends.systems.launcher.folder.FolderLock;
import dev.amends.systems.launcher.folder.LogFile;
import dev.amends.systems.launcher.process.ChildCommand;
import dev.amends.systems.launcher.process.Role;
import dev.amends.systems.launcher.process.Tool;
import dev.amends.systems.launcher.report.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The PostgreSQL of a data folder: its data are in {@code postgres}, and as long as a launcher
 * holds the lock beside it, that launcher alone starts it.
 */
public final class PostgresServer implements AutoCloseable {
  /** What it is called on the command line, in pid files and logs. */
  public static final String NAME = "postgres";

  private static final String MAX_CONNECTIONS = "max_connections=200";
  private static final int LINES_OF_A_FAILURE = 5;

  private final DataFolder folder;
  private final int port;
  private final FolderLock lock;
  private final boolean leftOverEnded;

  private PostgresServer(DataFolder folder, int port, FolderLock lock, boolean leftOverEnded) {
    this.folder = folder;
    this.port = port;
    this.lock = lock;
    this.leftOverEnded = leftOverEnded;
  }

  /**
   * Becomes responsible for the server of this folder, and ends one that a killed launcher left.
   * Empty if another launcher is responsible for it.
   */
  public static Optional<PostgresServer> claim(DataFolder folder, int port)
      throws InterruptedException {
    try {
      Optional<FolderLock> lock = FolderLock.take(folder, NAME);
      if (lock.isEmpty()) {
        return Optional.empty();
      }
      boolean ended = new LeftOver(data(folder)).end();
      return Optional.of(new PostgresServer(folder, port, lock.get(), ended));
    } catch (IOException e) {
      throw LauncherException.refused("The PostgreSQL of " + folder.path() + " can't be had", e);
    }
  }

  /** Whether a server runs on the data of this folder, whoever started it. */
  public static boolean runsIn(DataFolder folder) {
    try {
      return new LeftOver(data(folder)).server().isPresent();
    } catch (IOException e) {
      throw LauncherException.refused("The data folder " + folder.path() + " can't be read", e);
    }
  }

  /** Whether {@link #claim} found a server that nobody was responsible for. */
  public boolean leftOverEnded() {
    return leftOverEnded;
  }

  /**
   * How it is started. Makes its data directory at the first start.
   *
   * @param cache where its programs are unpacked
   */
  public ChildCommand command(Path cache) throws InterruptedException {
    try {
      return command(cache, PostgresAccount.detect());
    } catch (IOException e) {
      throw LauncherException.refused("PostgreSQL cannot be run", e);
    }
  }

  ChildCommand command(Path cache, PostgresAccount account) throws InterruptedException {
    PostgresBinaries binaries = PostgresBinaries.in(cache);
    try {
      prepare(binaries, account);
      return new ChildCommand(
          Role.DATABASE,
          List.of(NAME),
          account.command(
              binaries.postgres(),
              "-D",
              data(folder).toString(),
              "-p",
              Integer.toString(port),
              "-c",
              "listen_addresses=127.0.0.1",
              "-c",
              "unix_socket_directories=",
              "-c",
              MAX_CONNECTIONS),
          Map.of("LC_ALL", "C"),
          Optional.empty());
    } catch (IOException e) {
      throw LauncherException.refused("PostgreSQL cannot be prepared", e);
    }
  }

  private void prepare(PostgresBinaries binaries, PostgresAccount account)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(data(folder))) {
      initialise(binaries, account);
    }
    account.own(data(folder));
  }

  /** Under another name first: a launcher that is killed here leaves nothing half made. */
  private void initialise(PostgresBinaries binaries, PostgresAccount account)
      throws IOException, InterruptedException {
    Path unfinished = folder.resolve(NAME + ".unfinished");
    FileTree.delete(unfinished);
    Files.createDirectory(unfinished);
    account.own(unfinished);
    List<String> command =
        account.command(
            binaries.initdb(),
            "-D",
            unfinished.toString(),
            "-U",
            PostgresAddress.USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    int exit = Tool.loggedTo(folder.log(NAME), command).run();
    if (exit != 0) {
      String last = String.join(" / ", LogFile.tail(folder.log(NAME), LINES_OF_A_FAILURE));
      throw new IOException("initdb ended with " + exit + ": " + last);
    }
    Files.move(unfinished, data(folder));
  }

  private static Path data(DataFolder folder) {
    return folder.resolve(NAME);
  }

  /** Lets others be responsible. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
