package org.pragnanz.analyze.responses;

/**
 * Trials answered.
 *
 * @param correct those answered correctly
 * @param n all of them
 */
public record Tally(int correct, int n) {
  public static final Tally NONE = new Tally(0, 0);

  /** Proportion correct; NaN where there is no trial. */
  public double accuracy() {
    return correct / (double) n;
  }

  /** Accuracy less another's; equal differences are equal numbers, so that ties are found. */
  public double less(Tally other) {
    long difference = (long) correct * other.n - (long) other.correct * n;
    return difference / ((double) n * other.n);
  }

  public Tally plus(Tally other) {
    return new Tally(correct + other.correct, n + other.n);
  }

  /** Such as 7/9. */
  @Override
  public String toString() {
    return correct + "/" + n;
  }
}
