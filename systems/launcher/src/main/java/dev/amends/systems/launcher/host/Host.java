package dev.amends.systems.launcher.host;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The main class of a process that the launcher starts. Its arguments say to a reader of the
 * process list what runs in it; what it does is told by a {@link HostOrder}.
 *
 * <p>If a program's {@code main} throws, the whole process ends with exit code 1.
 */
public final class Host {
  private static final int FAILED = 1;

  private Host() {}

  public static void main(String[] names) throws IOException {
    HostOrder order = HostOrder.read(System.in);
    Lifeline.hold(System.in);
    List<HostedProgram> programs = order.programs();
    if (programs.size() == 1) {
      run(programs.get(0), Host.class.getClassLoader());
    } else {
      runAll(programs);
    }
  }

  private static void runAll(List<HostedProgram> programs) throws IOException {
    TaggedOutput output = new TaggedOutput(System.out);
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
    for (HostedProgram program : programs) {
      ClassLoader loader = loader(program);
      SharedJvm.prepare(loader);
      Thread thread =
          new Thread(
              () -> {
                TaggedOutput.enter(program.name());
                run(program, loader);
              },
              program.name());
      thread.setContextClassLoader(loader);
      thread.start();
    }
  }

  /** It is never closed: its program runs as long as the process does. */
  private static ClassLoader loader(HostedProgram program) throws MalformedURLException {
    List<Path> classPath = program.classPath();
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toUri().toURL();
    }
    return new URLClassLoader(program.name(), urls, ClassLoader.getPlatformClassLoader());
  }

  private static void run(HostedProgram program, ClassLoader loader) {
    try {
      Class.forName(program.mainClass(), false, loader)
          .getMethod("main", String[].class)
          .invoke(null, (Object) program.arguments().toArray(String[]::new));
    } catch (InvocationTargetException e) {
      end(e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      end(e);
    }
  }

  /** As the JVM would: Spring Boot, for one, has put a handler there that says it better. */
  private static void end(Throwable failure) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    System.exit(FAILED);
  }
}
