package dev.amends.console.api;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The JSON API, below {@code /api} of the console's servlet. */
@Configuration(proxyBeanMethods = false)
@Import({
  SagaController.class,
  OrderController.class,
  BulkController.class,
  CatalogueController.class,
  OrderDesk.class
})
public final class ConsoleApi {}
