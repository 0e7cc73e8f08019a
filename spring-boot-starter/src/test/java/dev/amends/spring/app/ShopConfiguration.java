package dev.amends.spring.app;

import dev.amends.spring.app.PlaceOrder.Charge;
import dev.amends.spring.app.PlaceOrder.NewOrder;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** A shop whose payments answer as a test says. */
@Configuration(proxyBeanMethods = false)
public class ShopConfiguration {
  /** What paying comes to; replaced by tests. */
  public static final class PaymentDesk implements PlaceOrder.Payments {
    public volatile Function<NewOrder, Charge> answer = order -> new Charge("charge-" + order.id());

    @Override
    public Charge charge(NewOrder order) {
      return answer.apply(order);
    }
  }

  @Bean
  PaymentDesk payments() {
    return new PaymentDesk();
  }

  @Bean
  PlaceOrder placeOrder(JdbcTemplate jdbc, PaymentDesk payments) {
    PlaceOrder.createTable(jdbc);
    return new PlaceOrder(jdbc, payments);
  }
}
