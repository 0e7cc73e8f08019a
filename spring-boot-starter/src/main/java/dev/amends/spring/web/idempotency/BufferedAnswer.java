package dev.amends.spring.web.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** An answer that leaves only when it is known whether it is final, and kept. */
final class BufferedAnswer extends ContentCachingResponseWrapper {
  private boolean leftToContainer;

  BufferedAnswer(HttpServletResponse response) {
    super(response);
  }

  /** Whether the container writes the body later, so that nobody here will see it. */
  boolean leftToContainer() {
    return leftToContainer;
  }

  @Override
  public void sendError(int status) throws IOException {
    leftToContainer = true;
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    leftToContainer = true;
    super.sendError(status, message);
  }
}
