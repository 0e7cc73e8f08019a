package dev.amends.systems.provisioning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives the service a key for the passwords that sagas carry where nobody has configured one: made
 * at the first start, kept in the data folder. Nodes that don't share that folder need {@code
 * amends.secrets.keys} set to the same key.
 */
public final class SecretKeyFile
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final String KEYS = "amends.secrets.keys";
  private static final String FILE = "secret.key";
  private static final int BYTES = 32;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    boolean configured =
        Binder.get(environment)
            .bind(KEYS, Bindable.mapOf(String.class, String.class))
            .map(keys -> !keys.isEmpty())
            .orElse(false);
    String folder = environment.getProperty("provisioning.data");
    if (configured || folder == null) {
      return;
    }
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "secret key of the data folder",
                Map.of(KEYS + ".local", key(Path.of(folder).resolve(FILE)))));
  }

  private static String key(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file)) {
        create(file);
      }
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The key file %s can't be used".formatted(file), e);
    }
  }

  /** Written whole under another name first: another node may read it at any moment. */
  private static void create(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path draft =
        Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".tmp", forOwnerOnly(file));
    try {
      Files.writeString(draft, Base64.getEncoder().encodeToString(key));
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException anotherNodeWasFirst) {
      return;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static FileAttribute<?>[] forOwnerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
