package dev.amends.systems.launcher.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A tar archive, packed by xz. Everybody may read what is unpacked, only its owner may write. */
final class PostgresArchive {
  private static final String PROGRAM = "rwxr-xr-x";
  private static final String FILE = "rw-r--r--";
  private static final int EXECUTABLE = 0100;

  private PostgresArchive() {}

  static void unpack(InputStream packed, Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PROGRAM));
    try (TarArchiveInputStream entries =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        unpack(entry, entries, target(folder, entry));
      }
    }
  }

  private static Path target(Path folder, TarArchiveEntry entry) throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("The archive has an entry outside its folder: " + entry.getName());
    }
    return target;
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(PROGRAM));
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(content, target);
      String permissions = (entry.getMode() & EXECUTABLE) == 0 ? FILE : PROGRAM;
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(permissions));
    }
  }
}
