package org.pragnanz.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.javalin.http.Context;
import java.io.IOException;

/** JSON in, as strict as it goes, and out. */
final class Json {
  /** Bytes; an answer has some 200, and up to 1000 events of some 40. */
  static final int LARGEST = 65_536;

  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(4)
                          .maxNameLength(64)
                          .maxStringLength(1000)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Json() {}

  /**
   * The body of a request.
   *
   * @throws Refusal where it is no JSON, too large, or not of this type
   */
  static <T> T body(Context request, Class<T> type) throws IOException {
    if (!request.isJson()) {
      throw new Refusal(415, "The body is not said to be application/json.");
    }
    byte[] body = request.req().getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new Refusal(413, "The body is larger than %d bytes.".formatted(LARGEST));
    }
    try {
      T value = MAPPER.readValue(body, type);
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

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
