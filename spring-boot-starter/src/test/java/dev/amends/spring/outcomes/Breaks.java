package dev.amends.spring.outcomes;

import dev.amends.spring.http.SocketServer.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** What goes wrong with an answer, byte by byte. */
final class Breaks {
  static final String JSON = "Content-Type: application/json\r\n";
  static final String TEAM = "{\"id\":\"made\",\"name\":\"n\"}";

  /** A whole team, and much more than anybody reads. */
  private static final String MORE = "{\"id\":\"made\",\"name\":\"n\",\"more\":\"";

  private static final int MEGABYTE = 1 << 20;
  private static final String CHUNK = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
  private static final String CHUNKED =
      "HTTP/1.1 201 X\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n";

  private static final byte[] PACKED = packed();

  private Breaks() {}

  /** The begin of an answer that promises more than comes. */
  static String begun() {
    return "HTTP/1.1 201 X\r\n" + JSON + "Content-Length: 99\r\n\r\n{\"id\":";
  }

  static boolean resetInBody(Exchange exchange, Cell cell) throws IOException {
    exchange.write(begun());
    return exchange.reset();
  }

  static boolean hangInBody(Exchange exchange, Cell cell) throws IOException, InterruptedException {
    exchange.write(begun());
    return exchange.hang();
  }

  static boolean truncatedChunk(Exchange exchange, Cell cell) throws IOException {
    return exchange.part(CHUNKED + "1f\r\n{\"id\":\"made\"");
  }

  /** A byte each second: every single read succeeds, and it never ends. */
  static boolean slow(Exchange exchange, Cell cell) throws IOException, InterruptedException {
    exchange.write(CHUNKED);
    do {
      exchange.write("1\r\n \r\n");
    } while (!exchange.closing().await(1, TimeUnit.SECONDS));
    return false;
  }

  /** A status line of which a byte comes each second. */
  static boolean slowHead(Exchange exchange, Cell cell) throws IOException, InterruptedException {
    exchange.write("HTTP/1.1 201 X\r\nX-Slow: ");
    do {
      exchange.write("x");
    } while (!exchange.closing().await(1, TimeUnit.SECONDS));
    return false;
  }

  static boolean huge(Exchange exchange, Cell cell) throws IOException {
    return exchange.answer(201, JSON, MORE + "x".repeat(12 * MEGABYTE) + "\"}");
  }

  /** A whole team, and then more, until the client has closed the connection. */
  static Fault.Behaviour endless(int status) {
    return (exchange, cell) -> endless(status, exchange, cell);
  }

  private static boolean endless(int status, Exchange exchange, Cell cell) throws IOException {
    exchange.write(
        CHUNKED.replace("201", Integer.toString(status))
            + Integer.toHexString(MORE.length())
            + "\r\n"
            + MORE
            + "\r\n");
    while (true) {
      exchange.write(CHUNK);
      cell.wrote(CHUNK.length());
    }
  }

  /** A little that becomes much where it is unpacked. */
  static boolean bomb(Exchange exchange, Cell cell) throws IOException {
    exchange.write(
        "HTTP/1.1 201 X\r\n%sContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
            .formatted(JSON, PACKED.length));
    exchange.socket().getOutputStream().write(PACKED);
    return true;
  }

  private static byte[] packed() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write((MORE + "x".repeat(16 * MEGABYTE) + "\"}").getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  /** Answers when the client has given this request up, and done what it does then. */
  static boolean tooLate(Exchange exchange, Cell cell) throws IOException, InterruptedException {
    cell.awaitNext();
    return exchange.answer(201, JSON, "{\"id\":\"late\",\"name\":\"n\"}");
  }
}
