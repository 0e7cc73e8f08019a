package dev.amends.spring.web;

import static java.time.Duration.ofSeconds;

import dev.amends.RunResult;
import dev.amends.Sagas;
import dev.amends.error.OverloadedException;
import dev.amends.error.PayloadTooLargeException;
import dev.amends.error.StoreUnavailableException;
import dev.amends.spring.app.PlaceOrder;
import dev.amends.spring.app.PlaceOrder.NewOrder;
import dev.amends.spring.web.idempotency.IdempotencyKey;
import dev.amends.spring.web.idempotency.IdempotencyKeys;
import dev.amends.spring.web.idempotency.Idempotent;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The endpoints. */
@RestController
public class ShopEndpoints {
  private final Sagas sagas;
  private final ShopApplication.Counter counter;

  ShopEndpoints(Sagas sagas, ShopApplication.Counter counter) {
    this.sagas = sagas;
    this.counter = counter;
  }

  @PostMapping("/orders")
  @Idempotent
  ResponseEntity<Object> place(@RequestBody NewOrder order, IdempotencyKey key) {
    counter.runs.incrementAndGet();
    RunResult<String> result =
        sagas.run(PlaceOrder.class, key.sagaKey(sagas, PlaceOrder.class), order, ofSeconds(10));
    if (result instanceof RunResult.Succeeded<String> done) {
      return ResponseEntity.created(URI.create("/orders/" + order.id()))
          .eTag("v1")
          .body(Map.of("id", order.id(), "charge", done.output(), "key", key.sagaKey()));
    }
    if (result instanceof RunResult.Undone<String> undone) {
      int status = undone.cause().httpStatus() == 402 ? 409 : 503;
      return ResponseEntity.status(status).body(Map.of("cause", undone.cause().message()));
    }
    return ResponseEntity.accepted().build();
  }

  @PostMapping("/free")
  @Idempotent(required = true)
  ResponseEntity<Object> free(@RequestBody(required = false) String body) {
    counter.runs.incrementAndGet();
    return counter.answer.get();
  }

  @PostMapping("/later")
  @Idempotent
  Callable<ResponseEntity<Object>> later(@RequestBody String body) {
    return () -> {
      counter.runs.incrementAndGet();
      return counter.answer.get();
    };
  }

  @PostMapping("/form")
  @Idempotent
  String form(@RequestParam String name) {
    return name + counter.runs.incrementAndGet();
  }

  @PostMapping("/plain")
  String plain(@RequestBody String body) {
    counter.runs.incrementAndGet();
    return IdempotencyKeys.current().map(IdempotencyKey::value).orElse("none") + body.length();
  }

  @GetMapping("/correlation")
  Map<String, Object> correlation() {
    return Map.of("id", String.valueOf(MDC.get("correlationId")));
  }

  @GetMapping("/failing/{how}")
  String failing(@PathVariable String how) {
    throw switch (how) {
      case "large" -> new PayloadTooLargeException("too large");
      case "full" -> new OverloadedException("shop.order", 100_000, ofSeconds(17));
      case "away" -> new StoreUnavailableException("jdbc:h2://secret-host refused");
      case "conflict" -> new ResponseStatusException(HttpStatus.CONFLICT, "own");
      default -> new IllegalStateException("broken");
    };
  }
}
