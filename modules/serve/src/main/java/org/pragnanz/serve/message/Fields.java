package org.pragnanz.serve.message;

/** Checks of what browsers send. The sentences name the field and never its value. */
final class Fields {
  private static final double MONTH = 30 * 86_400_000.0;

  private Fields() {}

  static void present(Object value, String field) {
    if (value == null) {
      throw Refusal.malformed("Field '%s' is missing.".formatted(field));
    }
  }

  /** Returns the text, empty where there is none. */
  static String matching(String text, String form, String field) {
    if (text != null && !text.matches(form)) {
      throw Refusal.malformed(
          "Field '%s' has characters or a length that it may not.".formatted(field));
    }
    return text == null ? "" : text;
  }

  static void milliseconds(Double value, String field) {
    present(value, field);
    // Also what is not a number.
    if (!(value >= 0 && value <= MONTH)) {
      throw Refusal.malformed("Field '%s' is no time from 0 to a month in ms.".formatted(field));
    }
  }
}
