package dev.amends.spring.web.idempotency;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A request whose body was read before, to know it again, and is given to the endpoint. */
final class BufferedRequest extends HttpServletRequestWrapper {
  private final byte[] body;
  private final ServletInputStream stream;

  private BufferedRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
    this.stream = new Stream(new ByteArrayInputStream(body));
  }

  /** Reads the body, which the filter of body lengths bounds. */
  static BufferedRequest of(HttpServletRequest request) throws IOException {
    return new BufferedRequest(request, request.getInputStream().readAllBytes());
  }

  byte[] body() {
    return body;
  }

  @Override
  public ServletInputStream getInputStream() {
    return stream;
  }

  @Override
  public BufferedReader getReader() {
    String name = getCharacterEncoding();
    Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    return new BufferedReader(new InputStreamReader(stream, charset));
  }

  private static final class Stream extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Stream(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("The body has been read already");
    }
  }
}
