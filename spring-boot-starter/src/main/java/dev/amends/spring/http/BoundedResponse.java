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
  private @Nullable Bounded body;

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
    return bounded();
  }

  private Bounded bounded() throws IOException {
    Bounded bounded = body;
    if (bounded == null) {
      boolean cut = !getStatusCode().is2xxSuccessful();
      bounded = new Bounded(response.getBody(), limit, cut);
      body = bounded;
    }
    return bounded;
  }

  /** Clients read what is left, so that the connection can be used again, however long that is. */
  @Override
  public void close() {
    try {
      bounded().finish();
    } catch (IOException broken) {
      // There is nothing left to read, and no connection to be kept.
    }
    response.close();
  }

  private static final class Bounded extends FilterInputStream {
    private static final int BUFFER = 8_192;

    private final long limit;
    private final boolean cut;
    private long left;
    private boolean ended;

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
        ended |= read < 0;
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
        ended |= read < 0;
        left -= Math.max(read, 0);
        return read;
      }
      return atLimit();
    }

    private int atLimit() throws IOException {
      ended |= !cut && in.read() < 0;
      if (cut || ended) {
        return -1;
      }
      throw new IOException(
          "The answer is longer than %d bytes (amends.http.max-answer)".formatted(limit));
    }

    /** Reads the rest within the bound, and closes what is longer. */
    void finish() throws IOException {
      byte[] rest = new byte[BUFFER];
      while (!ended && left > 0) {
        read(rest, 0, rest.length);
      }
      if (!ended) {
        in.close();
      }
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
