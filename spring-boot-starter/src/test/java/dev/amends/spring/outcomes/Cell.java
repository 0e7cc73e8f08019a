package dev.amends.spring.outcomes;

import dev.amends.spring.http.SocketServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fault, met by a client in a step that is idempotent or probed, and what was seen of it. Filled
 * by the threads of servers and of the engine.
 */
final class Cell {
  private static final int PATIENCE_SECONDS = 60;

  private final Fault fault;
  private final Fault.Client client;
  private final boolean probed;
  private final String id;
  private final List<SocketServer.Exchange> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch next = new CountDownLatch(1);
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger undos = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();

  Cell(Fault fault, Fault.Client client, boolean probed, int number) {
    this.fault = fault;
    this.client = client;
    this.probed = probed;
    this.id = "cell-" + number;
  }

  /** A request of this cell is at the socket: the first one meets the fault. */
  boolean arrived(SocketServer.Exchange exchange) throws IOException, InterruptedException {
    requests.add(exchange);
    if (requests.size() == 1) {
      return fault.behaviour().handle(exchange, this);
    }
    next.countDown();
    if (exchange.body().isEmpty()) {
      exchange
          .socket()
          .getInputStream()
          .skipNBytes(Integer.parseInt(exchange.header("Content-Length")));
    }
    return exchange.answer(201, Breaks.JSON, Breaks.TEAM);
  }

  /** The step's probe was asked. */
  void looked() {
    looks.incrementAndGet();
    next.countDown();
  }

  /** The step was undone. */
  void undone() {
    undos.incrementAndGet();
  }

  void wrote(int bytes) {
    written.addAndGet(bytes);
  }

  /** Waits until the first attempt has been given up and what follows has begun. */
  void awaitNext() throws InterruptedException {
    if (!next.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Nothing followed the first attempt of " + this);
    }
  }

  Fault fault() {
    return fault;
  }

  Fault.Client client() {
    return client;
  }

  boolean probed() {
    return probed;
  }

  String id() {
    return id;
  }

  List<SocketServer.Exchange> requests() {
    return requests;
  }

  int looks() {
    return looks.get();
  }

  int undos() {
    return undos.get();
  }

  long written() {
    return written.get();
  }

  @Override
  public String toString() {
    return "%s, %s, %s".formatted(fault.name(), client.word, probed ? "probed" : "idempotent");
  }
}
