package org.pragnanz.cli.options;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A piece of a tool's work, {@code I/N}: of its sorted list every N-th item, from the I-th on.
 *
 * @param index I, from 1
 * @param count N
 */
public record Shard(int index, int count) {
  /** This piece of a sorted list. */
  public <T> List<T> of(List<T> items) {
    return IntStream.range(0, items.size())
        .filter(i -> i % count == index - 1)
        .mapToObj(items::get)
        .toList();
  }

  /** Reads {@code I/N}. */
  static final class Parser implements ITypeConverter<Shard> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    @Override
    public Shard convert(String text) {
      Matcher form = FORM.matcher(text);
      if (form.matches()) {
        Shard shard = new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        if (shard.index >= 1 && shard.index <= shard.count) {
          return shard;
        }
      }
      throw new TypeConversionException("'" + text + "' is no piece I/N with I from 1 to N");
    }
  }
}
