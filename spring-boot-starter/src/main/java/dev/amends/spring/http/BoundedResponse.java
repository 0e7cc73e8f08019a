package dev.amends.spring.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * An answer of which at most so many bytes are read, after decompression. More is a failure where a
 * result is to be read, so that nobody takes half of it for the whole; an error is simply cut,
 * since its status says enough.
 */
final class BoundedResponse implements ClientHttpResponse {
  private final ClientHttpResponse response;
  private final long limit;
  private @Nullable InputStream body;

  BoundedResponse(ClientHttpResponse response, long limit) {
    this.response = response;
    this.limit = limit;
  }

  @Override
  public HttpStatusCode getStatusCode() throws IOException {
    return response.getStatusCode();
  }

  @Override
  public String getStatusText() throws IOException {
    return response.getStatusText();
  }

  @Override
  public HttpHeaders getHeaders() {
    return response.getHeaders();
  }

  @Override
  public InputStream getBody() throws IOException {
    InputStream bounded = body;
    if (bounded == null) {
      boolean cut = !getStatusCode().is2xxSuccessful();
      bounded = new Bounded(response.getBody(), limit, cut);
      body = bounded;
    }
    return bounded;
  }

  @Override
  public void close() {
    response.close();
  }

  private static final class Bounded extends FilterInputStream {
    private final long limit;
    private final boolean cut;
    private long left;

    Bounded(InputStream in, long limit, boolean cut) {
      super(in);
      this.limit = limit;
      this.cut = cut;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      if (left > 0) {
        int read = super.read();
        left -= read < 0 ? 0 : 1;
        return read;
      }
      return atLimit();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left > 0) {
        int read = super.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(read, 0);
        return read;
      }
      return atLimit();
    }

    private int atLimit() throws IOException {
      if (cut || in.read() < 0) {
        return -1;
      }
      throw new IOException(
          "The answer is longer than %d bytes (amends.http.max-answer)".formatted(limit));
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
