package dev.amends.spring.app;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.amends.definition.Api;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import dev.amends.definition.SagaDefinition;
import dev.amends.outcome.Probed;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Inserts an order, has it paid for somewhere else, and confirms it. */
public class PlaceOrder implements SagaDefinition<PlaceOrder.NewOrder, String> {
  public static final Api PAY = new Api("pay.charge", "POST", "/charges");

  /** What is ordered. */
  public record NewOrder(String id, int amount) {}

  /** What paying gives. */
  public record Charge(String id) {}

  /** Somebody else's API. */
  public interface Payments {
    Charge charge(NewOrder order);

    default void refund(Charge charge) {}
  }

  private final JdbcTemplate jdbc;
  private final Payments payments;

  public PlaceOrder(JdbcTemplate jdbc, Payments payments) {
    this.jdbc = jdbc;
    this.payments = payments;
  }

  @Override
  public String name() {
    return "order.place";
  }

  @Override
  public void define(SagaBuilder<NewOrder, String> saga) {
    saga.local(
            "insert", run -> jdbc.update("INSERT INTO orders VALUES (?, 'NEW')", run.input().id()))
        .compensate(
            (run, done) -> jdbc.update("DELETE FROM orders WHERE id = ?", run.input().id()));
    var charge =
        saga.remote("charge", Charge.class, run -> payments.charge(run.input()))
            .probe(run -> Probed.absent())
            .compensate((run, done) -> payments.refund(done))
            .settle(java.time.Duration.ZERO)
            .retry(Retry.backoff(ofMillis(10), ofMillis(20)).attempts(3))
            .timeout(ofSeconds(5))
            .api(PAY);
    saga.local(
            "confirm",
            run -> jdbc.update("UPDATE orders SET status = 'PAID' WHERE id = ?", run.input().id()))
        .nothingToUndo();
    saga.returns(String.class, run -> run.get(charge).id());
  }

  public static List<Map<String, Object>> orders(JdbcTemplate jdbc) {
    return jdbc.queryForList("SELECT id, status FROM orders ORDER BY id");
  }

  public static void createTable(JdbcTemplate jdbc) {
    jdbc.execute(
        "CREATE TABLE IF NOT EXISTS orders (id varchar(100) PRIMARY KEY, status varchar(20))");
  }
}
