package dev.amends.systems.launcher.port;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who listens on a port, from the tables that Linux shows. Finds nobody elsewhere, nor a
 * process of another user.
 */
final class PortOwner {
  private static final Path PROC = Path.of("/proc");
  private static final List<String> TABLES = List.of("net/tcp", "net/tcp6");
  private static final String LISTENING = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortOwner() {}

  static Optional<ProcessHandle> find(int port) {
    try {
      Set<String> sockets = sockets(port);
      return sockets.isEmpty()
          ? Optional.empty()
          : ProcessHandle.allProcesses().filter(process -> holds(process, sockets)).findFirst();
    } catch (IOException e) {
      return Optional.empty(); // It only makes a message better.
    }
  }

  private static Set<String> sockets(int port) throws IOException {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    Set<String> sockets = new HashSet<>();
    for (String table : TABLES) {
      Path path = PROC.resolve(table);
      List<String> rows = Files.isReadable(path) ? Files.readAllLines(path) : List.of();
      for (String row : rows) {
        String[] columns = row.strip().split("\\s+", -1);
        if (columns.length > INODE
            && columns[ADDRESS].endsWith(suffix)
            && columns[STATE].equals(LISTENING)) {
          sockets.add("socket:[" + columns[INODE] + "]");
        }
      }
    }
    return sockets;
  }

  private static boolean holds(ProcessHandle process, Set<String> sockets) {
    Path folder = PROC.resolve(Long.toString(process.pid())).resolve("fd");
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
      for (Path descriptor : descriptors) {
        if (isOneOf(descriptor, sockets)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // It has ended, or belongs to another user.
    }
  }

  private static boolean isOneOf(Path descriptor, Set<String> sockets) {
    try {
      return sockets.contains(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException e) {
      return false; // Closed meanwhile.
    }
  }
}
