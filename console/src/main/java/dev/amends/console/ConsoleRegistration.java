package dev.amends.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.web.context.ConfigurableWebApplicationContext;

/**
 * Adds the console's servlet and the filter before it. The filter is bound to the servlet, not to a
 * path: however a request's path was written, it does not get to the one without the other.
 *
 * @param path path below which the console lives
 * @param filter what stands before the servlet
 * @param context makes the servlet's context
 */
record ConsoleRegistration(
    String path, Filter filter, Supplier<ConfigurableWebApplicationContext> context)
    implements ServletContextInitializer {
  /** Name of the servlet. */
  static final String SERVLET = "amendsConsole";

  private static final String FILTER = "amendsConsoleSecurity";

  @Override
  public void onStartup(ServletContext container) {
    ServletRegistration.Dynamic servlet =
        container.addServlet(SERVLET, new ConsoleServlet(context.get()));
    FilterRegistration.Dynamic gate = container.addFilter(FILTER, filter);
    if (servlet == null || gate == null || !servlet.addMapping(path + "/*").isEmpty()) {
      throw new IllegalStateException(
          "The console cannot be put at %s: another servlet has that path. Set amends.console.path."
              .formatted(path));
    }
    servlet.setLoadOnStartup(1);
    servlet.setAsyncSupported(true);
    gate.setAsyncSupported(true);
    gate.addMappingForServletNames(EnumSet.allOf(DispatcherType.class), true, SERVLET);
  }
}
