package dev.amends.systems.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {
  @TempDir Path root;
  @TempDir Path repository;

  private long clock = 1_000_000;

  @BeforeEach
  void makeABuiltCheckout() throws IOException {
    write(root.resolve("pom.xml"));
    for (String module : List.of("core", "systems/shop")) {
      write(root.resolve(module).resolve("pom.xml"));
      write(root.resolve(module).resolve("src/main/java/A.java"));
      older(root.resolve(module).resolve("src/main/java"));
      older(root.resolve(module).resolve("src/main"));
    }
    write(repository.resolve("other.jar"));
    build();
  }

  private void build() throws IOException {
    write(root.resolve("core/target/amends-core-1.jar"));
    write(root.resolve("systems/shop/target/amends-shop-1.jar"));
    classPath("core/target/amends-core-1.jar");
  }

  private void classPath(String own) throws IOException {
    Path file = root.resolve("systems/shop/target/classpath.txt");
    Files.writeString(file, root.resolve(own) + ":" + repository.resolve("other.jar") + "\n");
  }

  private void write(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "x");
    older(path);
  }

  /** Each file is a second younger than the one before. */
  private void older(Path path) throws IOException {
    clock += 1000;
    Files.setLastModifiedTime(path, FileTime.fromMillis(clock));
  }

  private boolean isStale() {
    return new Checkout(root).fresh("systems/shop").isEmpty();
  }

  @Test
  void isFreshAfterABuild() {
    assertThat(isStale()).isFalse();
    assertThat(new Checkout(root).classPath("systems/shop"))
        .containsExactly(
            root.resolve("systems/shop/target/amends-shop-1.jar"),
            root.resolve("core/target/amends-core-1.jar"),
            repository.resolve("other.jar"));
  }

  @Test
  void isStaleWhenASourceOfAModuleThatItNeedsIsYounger() throws IOException {
    write(root.resolve("core/src/main/java/A.java"));
    assertThat(isStale()).isTrue();

    build();
    assertThat(isStale()).isFalse();
  }

  @Test
  void isStaleWhenASourceIsDeleted() throws IOException {
    Files.delete(root.resolve("systems/shop/src/main/java/A.java"));

    assertThat(isStale()).isTrue();
  }

  @Test
  void isStaleWhenAPomIsYounger() throws IOException {
    write(root.resolve("pom.xml"));

    assertThat(isStale()).isTrue();
  }

  @Test
  void isStaleWhenAJarIsGone() throws IOException {
    Files.delete(repository.resolve("other.jar"));

    assertThat(isStale()).isTrue();
  }

  @Test
  void isStaleWhenOneOfOurJarsComesFromElsewhere() throws IOException {
    write(repository.resolve("amends-core-1.jar"));
    classPath(repository.resolve("amends-core-1.jar").toString());

    assertThat(isStale()).isTrue();
  }

  @Test
  void isFreshWhenTheLastBuildGaveTheSameJarAgain() throws IOException {
    write(root.resolve("core/src/main/java/A.java"));
    clock += 1000;

    new BuiltModule(root.resolve("core"), "target").stamp(FileTime.fromMillis(clock));

    assertThat(isStale()).isFalse();
  }

  @Test
  void takesAQuickBuildWhereTheCheckedOneIsOld() throws IOException {
    write(root.resolve("systems/shop/src/main/java/A.java"));
    write(root.resolve("core/target-quick/amends-core-1.jar"));
    write(root.resolve("systems/shop/target-quick/amends-shop-1.jar"));
    Files.writeString(
        root.resolve("systems/shop/target-quick/classpath.txt"),
        root.resolve("core/target-quick/amends-core-1.jar").toString());

    assertThat(new Checkout(root).classPath("systems/shop"))
        .containsExactly(
            root.resolve("systems/shop/target-quick/amends-shop-1.jar"),
            root.resolve("core/target-quick/amends-core-1.jar"));
  }

  @Test
  void isStaleBeforeTheFirstBuild() throws IOException {
    Files.delete(root.resolve("systems/shop/target/amends-shop-1.jar"));

    assertThat(isStale()).isTrue();
    assertThatThrownBy(() -> new Checkout(root).classPath("systems/shop"))
        .hasMessageContaining("systems/shop");
  }
}
