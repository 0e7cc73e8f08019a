package dev.amends.systems.launcher.host;

/** Keeps a program from taking for itself what a JVM has only one of. */
final class SharedJvm {
  /** Would become the JVM's only handler of URLs, which the next Tomcat could not be. */
  private static final String TOMCAT_URLS =
      "org.apache.catalina.webresources.TomcatURLStreamHandlerFactory";

  private SharedJvm() {}

  /** Prepares what this class loader will load. */
  static void prepare(ClassLoader loader) {
    try {
      Class.forName(TOMCAT_URLS, true, loader).getMethod("disable").invoke(null);
    } catch (ClassNotFoundException e) {
      return; // A program without Tomcat.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This Tomcat cannot share a JVM with another one.", e);
    }
  }
}
