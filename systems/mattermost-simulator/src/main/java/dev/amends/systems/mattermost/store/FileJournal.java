package dev.amends.systems.mattermost.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with one JSON line for each request that changed something. At the start it is replayed
 * and written anew with the live state only.
 *
 * <p>A line goes to the operating system in one piece before the request is answered and isn't
 * forced to the disk: that survives the death of the process, which is what the simulator promises,
 * though not the death of the machine.
 */
final class FileJournal implements Journal {
  private static final String FILE = "state.jsonl";
  private static final String NEW_FILE = "state.jsonl.new";
  private static final String LOCK_FILE = "state.lock";

  private final FileChannel lockChannel;
  private final FileLock lock;
  private final FileChannel log;

  private FileJournal(FileChannel lockChannel, FileLock lock, FileChannel log) {
    this.lockChannel = lockChannel;
    this.lock = lock;
    this.log = log;
  }

  /**
   * Opens the folder for one process, fills the tables from it and compacts it.
   *
   * @param fresh forget what the folder held
   * @throws JournalException if another process uses the folder, or it can't be read or written
   */
  static FileJournal open(Path folder, boolean fresh, Tables tables) {
    FileChannel lockChannel = null;
    try {
      Files.createDirectories(folder);
      lockChannel =
          FileChannel.open(
              folder.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(folder, lockChannel);
      Path file = folder.resolve(FILE);
      if (fresh) {
        Files.deleteIfExists(file);
      }
      replay(file, tables);
      compact(folder, tables);
      FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      return new FileJournal(lockChannel, lock, log);
    } catch (IOException e) {
      close(lockChannel);
      throw new JournalException("The folder " + folder + " can't be used: " + e, e);
    } catch (JournalException e) {
      close(lockChannel);
      throw e;
    }
  }

  private static FileLock lock(Path folder, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new JournalException(
          "The folder " + folder + " is in use by another simulator: stop it or take another one.",
          null);
    }
    return lock;
  }

  private static void replay(Path file, Tables tables) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    int lineNumber = 0;
    int start = 0;
    // What stands after the last line end was being written when the process died. It was never
    // answered, so it is left out.
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lineNumber++;
      try {
        tables.apply(ChangeJson.read(text.substring(start, end), tables));
      } catch (RuntimeException e) {
        throw new JournalException(
            "Line "
                + lineNumber
                + " of "
                + file
                + " can't be read: start with --fresh to forget it.",
            e);
      }
      start = end + 1;
    }
  }

  private static void compact(Path folder, Tables tables) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Table<?> table : tables.all()) {
      table
          .rows()
          .map(entity -> new Change(table.kind(), entity.key(), entity))
          .forEach(change -> text.append(ChangeJson.line(List.of(change))).append('\n'));
    }
    Path newFile = folder.resolve(NEW_FILE);
    Files.writeString(newFile, text, StandardCharsets.UTF_8);
    Files.move(
        newFile,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void append(List<Change> changes) {
    ByteBuffer line =
        ByteBuffer.wrap((ChangeJson.line(changes) + "\n").getBytes(StandardCharsets.UTF_8));
    long before = -1;
    try {
      before = log.size();
      while (line.hasRemaining()) {
        log.write(line);
      }
    } catch (IOException e) {
      takeBack(before, e);
      throw new JournalException("The change could not be kept: " + e, e);
    }
  }

  /** Half a line would spoil the next one, so it is cut off again. */
  private void takeBack(long size, IOException failure) {
    try {
      if (size >= 0) {
        log.truncate(size);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    close(log);
    try {
      lock.release();
    } catch (IOException e) {
      throw new JournalException("The lock of the folder could not be released: " + e, e);
    } finally {
      close(lockChannel);
    }
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new JournalException("A file could not be closed: " + e, e);
    }
  }
}
