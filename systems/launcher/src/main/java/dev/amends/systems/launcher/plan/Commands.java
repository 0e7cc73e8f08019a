package dev.amends.systems.launcher.plan;

import dev.amends.systems.launcher.build.Programs;
import dev.amends.systems.launcher.host.Host;
import dev.amends.systems.launcher.host.HostOrder;
import dev.amends.systems.launcher.host.HostedProgram;
import dev.amends.systems.launcher.process.ChildCommand;
import dev.amends.systems.launcher.process.Executables;
import dev.amends.systems.launcher.process.Role;
import dev.amends.systems.launcher.system.SimulatorDescription;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the command of a JVM that hosts programs. */
final class Commands {
  private static final int BASE_MEGABYTES = 128;

  /** Memory is given sparingly: all systems together are to fit on a laptop. */
  private static final Map<Role, Integer> MEGABYTES =
      Map.of(Role.SERVICE, 384, Role.SIMULATOR, 128);

  private final Map<String, String> environment;

  Commands(Map<String, String> environment) {
    this.environment = environment;
  }

  /** One JVM for these programs. */
  ChildCommand jvm(Role role, List<HostedProgram> programs) {
    List<String> command = new ArrayList<>();
    command.add(Executables.java().toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Xshare:auto");
    command.add("-Xmx" + megabytes(role, programs.size()) + "m");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-Dstderr.encoding=UTF-8");
    command.add("-cp");
    command.add(classPath(programs));
    command.add(Host.class.getName());
    programs.forEach(program -> command.add(program.name() + "=" + program.mainClass()));
    return new ChildCommand(
        role,
        programs.stream().map(HostedProgram::name).toList(),
        command,
        environment,
        Optional.of(new HostOrder(programs)));
  }

  private static int megabytes(Role role, int programs) {
    return BASE_MEGABYTES + programs * MEGABYTES.getOrDefault(role, BASE_MEGABYTES);
  }

  /** A program that is alone stands on the class path itself, which starts a little quicker. */
  private static String classPath(List<HostedProgram> programs) {
    List<Path> paths = new ArrayList<>();
    if (programs.size() == 1) {
      paths.addAll(programs.get(0).classPath());
    }
    paths.add(ownClasses());
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path ownClasses() {
    try {
      return Path.of(Host.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The launcher's classes have a place that is no path.", e);
    }
  }

  /** The program of a simulator. */
  static HostedProgram program(SimulatorDescription simulator, Path data, Programs programs) {
    List<String> arguments =
        simulator.arguments().stream()
            .map(argument -> argument.replace("{port}", Integer.toString(simulator.port())))
            .map(argument -> argument.replace("{data}", data.toString()))
            .toList();
    return new HostedProgram(
        simulator.name(),
        simulator.program().mainClass(),
        programs.classPath(simulator.program().module()),
        arguments);
  }

  /** The program of an instance; the user's properties win over ours. */
  static HostedProgram program(
      Instance instance, List<String> ours, List<String> users, Programs programs) {
    List<String> names = users.stream().map(Options::nameOf).toList();
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=" + instance.port());
    ours.stream()
        .filter(property -> !names.contains(Options.nameOf(property)))
        .forEach(arguments::add);
    arguments.addAll(users);
    return new HostedProgram(
        instance.name(),
        instance.service().program().mainClass(),
        programs.classPath(instance.service().program().module()),
        arguments);
  }
}
