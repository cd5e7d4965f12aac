package org.pragnanz.serve.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import java.io.IOException;
import org.pragnanz.serve.message.Json;
import org.pragnanz.serve.message.Refusal;

/** What a browser sends with a request. */
final class RequestBody {
  /** Bytes; an answer has some 200, and up to 1000 events of some 40. */
  static final int LARGEST = 65_536;

  private RequestBody() {}

  /**
   * The body of a request.
   *
   * @throws Refusal where it is no JSON, too large, or not of this type
   */
  static <T> T read(Context request, Class<T> type) throws IOException {
    if (!request.isJson()) {
      throw new Refusal(415, "The body is not said to be application/json.");
    }
    byte[] body = request.req().getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new Refusal(413, "The body is larger than %d bytes.".formatted(LARGEST));
    }
    try {
      T value = Json.MAPPER.readValue(body, type);
      if (value == null) {
        throw Refusal.malformed("The body is no object.");
      }
      return value;
    } catch (JsonProcessingException e) {
      // A record says itself what is wrong with it; the parser would repeat what was sent.
      throw e.getCause() instanceof Refusal refusal
          ? refusal
          : Refusal.malformed("The body is no JSON of the form that this address takes.");
    }
  }
}
