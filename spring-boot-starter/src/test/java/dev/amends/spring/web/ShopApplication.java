package dev.amends.spring.web;

import dev.amends.Sagas;
import dev.amends.spring.app.ShopConfiguration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;

/** A shop with endpoints. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ShopConfiguration.class)
public class ShopApplication {
  @Bean
  Counter counter() {
    return new Counter();
  }

  @Bean
  ShopEndpoints endpoints(Sagas sagas, Counter counter) {
    return new ShopEndpoints(sagas, counter);
  }

  /** How often endpoints ran, and what the free one answers. */
  public static final class Counter {
    public final AtomicInteger runs = new AtomicInteger();
    public volatile Supplier<ResponseEntity<Object>> answer = () -> ResponseEntity.ok("x");
  }
}
