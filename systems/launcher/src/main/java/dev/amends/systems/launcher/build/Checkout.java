package dev.amends.systems.launcher.build;

import dev.amends.systems.launcher.process.Executables;
import dev.amends.systems.launcher.process.Tool;
import dev.amends.systems.launcher.report.LauncherException;
import dev.amends.systems.launcher.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The checkout that the launcher belongs to. What {@code mvn verify} has built is taken as it is.
 * If it is missing or older than its sources, Maven builds it without tests and checks, in a folder
 * beside that one, so that nothing goes unchecked into the folder of a checked build.
 */
public final class Checkout implements Programs {
  private static final String CHECKED = "target";
  private static final String QUICK = "target-quick";
  private static final String OURS = "amends-";

  private final Path root;

  public Checkout(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** A file of the checkout. */
  public Path resolve(String path) {
    return root.resolve(path);
  }

  @Override
  public void build(Collection<String> modules, Terminal terminal) throws InterruptedException {
    List<String> stale = modules.stream().filter(module -> fresh(module).isEmpty()).toList();
    if (stale.isEmpty()) {
      return;
    }
    terminal.say(
        "Building "
            + String.join(", ", stale)
            + " with Maven, some minutes the first time: it gets what it needs from the net …");
    try {
      FileTime begin = FileTime.fromMillis(System.currentTimeMillis());
      runMaven(stale);
      for (String name : stale) {
        for (BuiltModule module : involved(module(name, QUICK))) {
          module.stamp(begin);
        }
      }
    } catch (IOException e) {
      throw LauncherException.refused("The build cannot be run", e);
    }
  }

  private void runMaven(Collection<String> modules) throws IOException, InterruptedException {
    if (Executables.find("mvn").isEmpty()) {
      throw LauncherException.refused("Maven (3.8 or newer) is needed: there is no mvn.");
    }
    List<String> command =
        List.of(
            "mvn",
            "-q",
            "-B",
            "-ntp",
            "-Dstyle.color=never",
            "-Dquick",
            "-Dmaven.test.skip=true",
            "-pl",
            String.join(",", modules),
            "-am",
            "package");
    if (Tool.visible(root, command).run() != 0) {
      throw LauncherException.refused("The build failed, its errors stand above.");
    }
  }

  @Override
  public List<Path> classPath(String name) {
    BuiltModule module = fresh(name).orElseGet(() -> module(name, QUICK));
    try {
      List<Path> classPath = new ArrayList<>();
      classPath.add(module.jar().orElseThrow(() -> notBuilt(name)));
      classPath.addAll(module.dependencies().orElseThrow(() -> notBuilt(name)));
      return classPath;
    } catch (IOException e) {
      throw LauncherException.refused("What was built of " + name + " can't be read", e);
    }
  }

  private static LauncherException notBuilt(String name) {
    return LauncherException.refused("The build gave nothing to start in " + name + ".");
  }

  /** The build of a module that its sources have not outrun; empty if there is none. */
  Optional<BuiltModule> fresh(String name) {
    return Stream.of(CHECKED, QUICK)
        .map(folder -> module(name, folder))
        .filter(module -> !isStale(module))
        .findFirst();
  }

  private boolean isStale(BuiltModule module) {
    try {
      for (BuiltModule one : involved(module)) {
        if (isOutrun(one)) {
          return true;
        }
      }
      var dependencies = module.dependencies();
      return dependencies.isEmpty() || dependencies.get().stream().anyMatch(this::isUnfit);
    } catch (IOException e) {
      return true; // Whatever is wrong there, Maven says it better.
    }
  }

  private boolean isOutrun(BuiltModule module) throws IOException {
    var built = module.built();
    return built.isEmpty()
        || module.changed().compareTo(built.get()) > 0
        || Files.getLastModifiedTime(root.resolve("pom.xml")).compareTo(built.get()) > 0;
  }

  /** A jar that is gone, or one of our own modules that doesn't come from this checkout. */
  private boolean isUnfit(Path jar) {
    return !Files.isRegularFile(jar)
        || (jar.getFileName().toString().startsWith(OURS) && !jar.startsWith(root));
  }

  /** This module and those that it needs. */
  private Set<BuiltModule> involved(BuiltModule module) throws IOException {
    Set<BuiltModule> all = new LinkedHashSet<>();
    all.add(module);
    for (Path jar : module.dependencies().orElse(List.of())) {
      moduleOf(jar).ifPresent(all::add);
    }
    return all;
  }

  /** The module that this jar is built from, as {@code <module>/target/<jar>}; empty if foreign. */
  private Optional<BuiltModule> moduleOf(Path jar) {
    return Optional.ofNullable(jar.getParent())
        .filter(target -> target.startsWith(root))
        .map(
            target ->
                new BuiltModule(target.resolve("..").normalize(), target.getFileName().toString()))
        .filter(module -> Files.isRegularFile(module.folder().resolve("pom.xml")));
  }

  private BuiltModule module(String name, String buildFolder) {
    return new BuiltModule(root.resolve(name), buildFolder);
  }
}
