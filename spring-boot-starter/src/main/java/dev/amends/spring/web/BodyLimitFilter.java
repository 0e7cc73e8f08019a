package dev.amends.spring.web;

import dev.amends.error.PayloadTooLargeException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses request bodies above a limit with 413 {@code payload.too-large}: at once by their
 * declared length, else while they are read. Multipart requests have limits of their own.
 */
public final class BodyLimitFilter extends OncePerRequestFilter {
  private final long limit;

  /**
   * A filter.
   *
   * @param limit bytes
   */
  public BodyLimitFilter(long limit) {
    this.limit = limit;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > limit) {
      problem(limit).write(request, response);
      return;
    }
    try {
      chain.doFilter(new Limited(request, limit), response);
    } catch (PayloadTooLargeException thrown) {
      if (response.isCommitted()) {
        throw thrown;
      }
      response.resetBuffer();
      problem(limit).write(request, response);
    }
  }

  private static Problem problem(long limit) {
    return Problem.of(
        HttpStatus.CONTENT_TOO_LARGE,
        PayloadTooLargeException.CODE,
        "The body of the request is longer than %d bytes.".formatted(limit));
  }

  private static final class Limited extends HttpServletRequestWrapper {
    private final long limit;
    private @Nullable ServletInputStream stream;
    private @Nullable BufferedReader reader;

    Limited(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream open = stream;
      if (open == null) {
        open = new LimitedStream(super.getInputStream(), limit);
        stream = open;
      }
      return open;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      BufferedReader open = reader;
      if (open == null) {
        String name = getCharacterEncoding();
        Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        open = new BufferedReader(new InputStreamReader(getInputStream(), charset));
        reader = open;
      }
      return open;
    }
  }

  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream body;
    private final long limit;
    private long count;

    LimitedStream(ServletInputStream body, long limit) {
      this.body = body;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int read = body.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = body.read(target, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      count += read;
      if (count > limit) {
        throw new PayloadTooLargeException(
            "The body of the request is longer than %d bytes (amends.web.max-body)."
                .formatted(limit));
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
