package org.pragnanz.analyze.screening;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pragnanz.analyze.responses.Tally;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many trials of how many must be right, such as 5 of 9. Where a session holds another number
 * of trials, the same share of them.
 */
public record Share(int correct, int n) {
  /** Of no trials, no share but 0 is reached. */
  boolean reachedBy(Tally tally) {
    return correct == 0
        || (tally.n() > 0 && (long) tally.correct() * n >= (long) correct * tally.n());
  }

  @Override
  public String toString() {
    return correct + " of " + n;
  }

  /** Reads {@code 5/9}. */
  public static final class Converter implements ITypeConverter<Share> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/([1-9]\\d{0,5})");

    @Override
    public Share convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no share such as 5/9");
      }
      Share share =
          new Share(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      if (share.correct > share.n) {
        throw new TypeConversionException("'" + text + "' is more than all");
      }
      return share;
    }
  }
}
