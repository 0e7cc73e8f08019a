package dev.amends.systems.launcher.postgres;

import dev.amends.systems.launcher.folder.FileTree;
import dev.amends.systems.launcher.report.LauncherException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The programs of PostgreSQL, unpacked once into a folder named by their digest.
 *
 * @param home where {@code bin} and {@code lib} are
 */
record PostgresBinaries(Path home) {
  private static final int DIGEST_CHARACTERS = 16;

  /** Unpacks them if that has not been done yet. Several launchers may do so at once. */
  static PostgresBinaries in(Path cache) {
    try (InputStream packed =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            System.getProperty("os.name"), System.getProperty("os.arch"))) {
      byte[] archive = packed.readAllBytes();
      Path home = cache.resolve(digest(archive));
      if (!Files.isDirectory(home)) {
        Files.createDirectories(cache);
        unpack(archive, home);
      }
      return new PostgresBinaries(home);
    } catch (IOException | IllegalStateException e) {
      throw LauncherException.refused(
          "PostgreSQL cannot be unpacked for this machine, set AMENDS_DB_URL to one that runs", e);
    }
  }

  private static void unpack(byte[] archive, Path home) throws IOException {
    Path temporary = Files.createTempDirectory(home.getParent(), "unpacking");
    try {
      PostgresArchive.unpack(new ByteArrayInputStream(archive), temporary);
      Files.move(temporary, home);
    } catch (FileAlreadyExistsException e) {
      FileTree.delete(temporary); // Another launcher was quicker.
    } catch (IOException e) {
      FileTree.delete(temporary);
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static String digest(byte[] archive) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  String initdb() {
    return home.resolve("bin").resolve("initdb").toString();
  }

  String postgres() {
    return home.resolve("bin").resolve("postgres").toString();
  }
}
