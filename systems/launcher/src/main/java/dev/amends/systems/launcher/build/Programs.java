package dev.amends.systems.launcher.build;

import dev.amends.systems.launcher.report.Terminal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Where the classes of the programs come from. */
public interface Programs {
  /** Sees to it that these modules are built from their present sources. */
  void build(Collection<String> modules, Terminal terminal) throws InterruptedException;

  /** The class path of a built module, its own classes first. */
  List<Path> classPath(String module);
}
