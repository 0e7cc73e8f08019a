package dev.amends.systems.launcher.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that a launcher is responsible for something in a data folder. The operating system lets it
 * go when the launcher ends, in whatever way, so that what is left over can be told from what is in
 * use.
 */
public final class FolderLock implements AutoCloseable {
  static final String SUFFIX = ".lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock of that name; empty if another launcher has it. */
  public static Optional<FolderLock> take(DataFolder folder, String name) throws IOException {
    Path path = folder.resolve(name + SUFFIX);
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new FolderLock(channel));
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Taken by this very process.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
