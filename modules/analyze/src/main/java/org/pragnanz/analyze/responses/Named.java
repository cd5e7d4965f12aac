package org.pragnanz.analyze.responses;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An argument {@code NAME=VALUE}; a name may come more than once. */
public record Named(String name, String value) {
  /** Reads {@code NAME=VALUE}; the value may hold further equals signs. */
  public static final class Converter implements ITypeConverter<Named> {
    @Override
    public Named convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new TypeConversionException("'" + text + "' is not NAME=VALUE");
      }
      return new Named(text.substring(0, equals), text.substring(equals + 1));
    }
  }
}
