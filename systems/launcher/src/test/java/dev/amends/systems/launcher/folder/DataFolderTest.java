package dev.amends.systems.launcher.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.systems.launcher.report.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path parent;

  @Test
  void emptiesAFolderThatItMade() throws IOException {
    DataFolder folder = DataFolder.open(parent.resolve("a/b"));
    Files.createDirectories(folder.resolve("postgres/base"));
    Files.writeString(folder.resolve("postgres/base/1"), "x");
    Files.writeString(folder.log("order"), "x");

    folder.empty();

    assertThat(folder.resolve("postgres")).doesNotExist();
    assertThat(folder.resolve("logs")).isEmptyDirectory();
    folder.checkMayBeEmptied();
  }

  @Test
  void usesAFolderOfSomebodyElseButNeverEmptiesIt() throws IOException {
    Files.writeString(parent.resolve("letter"), "dear");
    DataFolder folder = DataFolder.open(parent);

    assertThatThrownBy(folder::empty)
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("did not make");
    assertThat(parent.resolve("letter")).exists();
  }

  @Test
  void followsNoLinkOutOfTheFolder() throws IOException {
    Path outside = Files.createDirectory(parent.resolve("outside"));
    Files.writeString(outside.resolve("letter"), "dear");
    DataFolder folder = DataFolder.open(parent.resolve("data"));
    Files.createSymbolicLink(folder.resolve("link"), outside);

    folder.empty();

    assertThat(folder.resolve("link")).doesNotExist();
    assertThat(outside.resolve("letter")).exists();
  }

  @Test
  void refusesAPlaceThatIsAFile() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "x");

    assertThatThrownBy(() -> DataFolder.open(file)).hasMessageContaining("--data");
  }

  @Test
  void removesOnlyItsOwnPid() throws IOException {
    PidFile file = DataFolder.open(parent).pidFile("order");
    file.write(4711);
    file.remove(4712);
    assertThat(file.read()).contains(4711L);

    file.remove(4711);
    assertThat(file.read()).isEmpty();
    assertThat(parent.resolve("order.pid")).doesNotExist();
  }

  @Test
  void givesALockToOneOnly() throws IOException {
    DataFolder folder = DataFolder.open(parent);
    Optional<FolderLock> first = FolderLock.take(folder, "postgres");

    assertThat(first).isPresent();
    assertThat(FolderLock.take(folder, "postgres")).isEmpty();
    first.get().close();
    Optional<FolderLock> second = FolderLock.take(folder, "postgres");
    assertThat(second).isPresent();
    second.get().close();
  }
}
