package org.pragnanz.cli;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pragnanz.cli.PipelineParameters.Parameter;
import org.pragnanz.fault.UsageException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Completes the options that a tool declares. One without a description is a parameter of the
 * pipeline, and takes its help, default, range and values from there. Of every option the values
 * are checked as they are read, and the first that does not fit is told in a sentence.
 */
final class Options {
  /** More values than these are no label of an option. */
  private static final int FEW = 4;

  private final OptionSpec option;
  private final String name;
  private final Class<?> type;
  private final Constraint constraint;

  /**
   * @param parameter the pipeline's that the option is, or null
   */
  private Options(OptionSpec option, Parameter parameter) {
    this.option = option;
    this.name = option.longestName();
    this.type = option.auxiliaryTypes()[0];
    this.constraint = parameter != null ? parameter.constraint() : constraint(option, type);
  }

  /** Completes and checks the options of a tool. */
  // In plain loops and branches: each lambda here would make every tool's start longer.
  static void complete(CommandSpec spec) {
    List<OptionSpec> declared = List.copyOf(spec.options());
    for (OptionSpec option : declared) {
      spec.remove(option);
    }
    for (OptionSpec option : declared) {
      spec.addOption(completed(option));
    }
  }

  private static OptionSpec completed(OptionSpec option) {
    Parameter parameter =
        option.description().length == 0 ? PipelineParameters.of(option.longestName()) : null;
    OptionSpec.Builder builder = option.toBuilder();
    Options reader = new Options(option, parameter);
    if (parameter != null) {
      builder.description(reader.explained(parameter.description()));
    }
    if (option.arity().max() == 0) {
      return builder.build();
    }
    // A tool alone must be given what it requires, whatever the pipeline would take.
    if (parameter != null && !option.required() && option.defaultValue() == null) {
      builder.defaultValue(parameter.preset());
    }
    if (option.isMultiValue()) {
      builder.arity("1..*");
      // As a field's initialiser would: picocli may have asked the field already, or asks it later.
      builder.initialValue(List.of());
      option.setValue(List.of());
    }
    return builder.paramLabel(reader.label()).converters(reader.converter()).build();
  }

  private static Constraint constraint(OptionSpec option, Class<?> type) {
    // A converter of the option's own knows its words.
    if (type.isEnum() && option.converters().length == 0) {
      List<String> words = new ArrayList<>();
      for (Object constant : type.getEnumConstants()) {
        words.add(word(constant));
      }
      return Constraint.of(words);
    }
    Range range =
        option.userObject() instanceof Field field ? field.getAnnotation(Range.class) : null;
    return range == null ? Constraint.NONE : Constraint.of(range);
  }

  /** A constant as users write it. */
  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private boolean isShort() {
    return constraint.values().size() <= FEW;
  }

  private String explained(String description) {
    return isShort()
        ? description
        : description + ". One of " + String.join(", ", constraint.values());
  }

  /** What stands for the value; picocli has the field's name where a tool declares nothing. */
  private String label() {
    String declared = option.paramLabel();
    if (!declared.startsWith("<")) {
      return declared;
    }
    if (!constraint.values().isEmpty() && isShort()) {
      return String.join("|", constraint.values());
    }
    return type == Path.class ? "F" : isNumber() ? "N" : "NAME";
  }

  private boolean isNumber() {
    return type.isPrimitive() || Number.class.isAssignableFrom(type);
  }

  private ITypeConverter<?> converter() {
    ITypeConverter<?> declared = option.converters().length > 0 ? option.converters()[0] : null;
    return text -> {
      constraint.check(name, text);
      try {
        return declared != null ? declared.convert(text) : convert(text);
      } catch (TypeConversionException e) {
        throw new UsageException(name + ": " + e.getMessage() + ".");
      }
    };
  }

  private Object convert(String text) {
    if (isNumber()) {
      Number number = number(text);
      constraint.check(name, number.doubleValue(), text);
      return number;
    }
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (word(constant).equals(text)) {
          return constant;
        }
      }
      throw new IllegalStateException(type + " has no constant for " + text);
    }
    return type == Path.class ? Path.of(text) : text;
  }

  private Number number(String text) {
    boolean whole = type != double.class && type != Double.class && type != float.class;
    try {
      if (type == long.class || type == Long.class) {
        return Long.valueOf(text);
      }
      if (whole) {
        return Integer.valueOf(text);
      }
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return type == float.class ? Float.valueOf(text) : (Number) number;
      }
    } catch (NumberFormatException e) {
      // Said below, as of a number that is none.
    }
    throw new UsageException(
        "%s must be %s, not '%s'.".formatted(name, whole ? "a whole number" : "a number", text));
  }
}
