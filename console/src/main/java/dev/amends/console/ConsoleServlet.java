package dev.amends.console;

import org.springframework.web.context.ConfigurableWebApplicationContext;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The servlet below the console's path. Its context has no parent: handlers, advices, converters
 * and security beans of the application are not seen here, nor are the console's seen there.
 */
final class ConsoleServlet extends DispatcherServlet {
  private static final long serialVersionUID = 1L;

  private final transient ConfigurableWebApplicationContext context;

  ConsoleServlet(ConfigurableWebApplicationContext context) {
    super(context);
    this.context = context;
  }

  /** Refreshes the context before it is looked at, because one that is not would get a parent. */
  @Override
  protected WebApplicationContext initWebApplicationContext() {
    context.setServletContext(getServletContext());
    context.setServletConfig(getServletConfig());
    context.refresh();
    return super.initWebApplicationContext();
  }

  @Override
  public void destroy() {
    super.destroy();
    context.close();
  }
}
