package org.pragnanz.matrix;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pragnanz.concurrent.Workers;
import org.pragnanz.random.Draws;

/**
 * Non-negative matrix factorization A ≈ U W: minimises ‖A − U W‖² (Frobenius) over U ≥ 0 (n × k)
 * and W ≥ 0 (k × p) by cyclic coordinate descent, which for this loss is the same as hierarchical
 * alternating least squares (HALS).
 *
 * <p>A round updates U column by column, then W row by row, each in closed form. It ends when the
 * sum of the projected gradients' sizes that a round met falls below {@code tolerance} times the
 * first round's, as in scikit-learn's solver {@code cd}. The start is NNDSVDa: non-negative parts
 * of the leading singular vectors, zeros replaced by A's mean.
 *
 * <p>Cost: a round reads A twice and does 4·n·p·k operations; memory twice A's. On one machine the
 * result's bits depend on A and the options alone, not on the number of threads. The rounds are
 * Java's own arithmetic, the same on every processor; NNDSVDa solves small eigenproblems by LAPACK,
 * whose last bits may differ between processors, and then the result's do too.
 *
 * <p>Sources: Cichocki and Phan (2009), "Fast local algorithms for large scale nonnegative matrix
 * and tensor factorizations", IEICE Trans. E92-A(3); Hsieh and Dhillon (2011), "Fast coordinate
 * descent methods with variable selection for NMF", KDD; Boutsidis and Gallopoulos (2008), "SVD
 * based initialization", Pattern Recognition 41(4).
 */
public final class Nmf {
  private Nmf() {}

  /**
   * @param components k, from 1 to the smaller side of A
   * @param tolerance of the projected gradient, relative to the first round's; 0 runs all rounds
   * @param maxIterations rounds at most
   * @param restarts random starts beside NNDSVDa; the smallest error is kept
   * @param seed of the random starts
   */
  public record Options(
      int components, double tolerance, int maxIterations, int restarts, long seed) {
    public Options {
      if (components < 1 || !(tolerance >= 0) || maxIterations < 1 || restarts < 0) {
        throw new IllegalArgumentException("out of range");
      }
    }
  }

  /**
   * A factorization.
   *
   * @param codes U (n, k)
   * @param dictionary W (k, p)
   * @param relativeError ‖A − U W‖ / ‖A‖, from the residuals in float64; 0 for a zero matrix
   * @param errors the relative error after each round, from Gram matrices: exact to about 1e-6 /
   *     the error
   * @param converged whether the tolerance was met
   * @param start 0 for NNDSVDa, else the number of the random start
   */
  public record Result(
      FloatMatrix codes,
      FloatMatrix dictionary,
      double relativeError,
      List<Double> errors,
      boolean converged,
      int start) {
    public int iterations() {
      return errors.size();
    }
  }

  /**
   * Factorizes A.
   *
   * @param a float32 (n, p), finite and non-negative
   * @throws IllegalArgumentException where A has a negative or non-finite entry or fewer rows or
   *     columns than components
   */
  public static Result fit(FloatMatrix a, Options options, int threads) {
    int k = options.components();
    if (k > Math.min(a.rows(), a.columns())) {
      throw new IllegalArgumentException(
          "%d components of a %d×%d matrix".formatted(k, a.rows(), a.columns()));
    }
    double squares = 0;
    double sum = 0;
    for (float v : a.values()) {
      if (!(v >= 0 && v < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("entry " + v);
      }
      squares += (double) v * v;
      sum += v;
    }
    if (squares == 0) {
      return new Result(
          new FloatMatrix(a.rows(), k), new FloatMatrix(k, a.columns()), 0, List.of(), true, 0);
    }
    double mean = sum / a.values().length;
    try (Workers workers = new Workers(threads)) {
      Chunks chunks = new Chunks(a, workers);
      Result best = descend(chunks, Nndsvd.start(chunks, k, mean), squares, options, workers, 0);
      for (int restart = 1; restart <= options.restarts(); restart++) {
        Factors start = random(a, k, mean, options.seed(), restart);
        Result next = descend(chunks, start, squares, options, workers, restart);
        best = next.relativeError() < best.relativeError() ? next : best;
      }
      return best;
    }
  }

  private static Factors random(FloatMatrix a, int k, double mean, long seed, int restart) {
    UniformRandomProvider random = Draws.generator(seed, "nmf start", restart);
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double scale = Math.sqrt(mean / k);
    Factors start = new Factors(k, a.rows(), a.columns());
    for (float[] factor : List.of(start.w(), start.u())) {
      for (int i = 0; i < factor.length; i++) {
        factor[i] = (float) (scale * Math.abs(gaussian.sample()));
      }
    }
    return start;
  }

  private static Result descend(
      Chunks a, Factors begin, double squares, Options options, Workers workers, int start) {
    CoordinateDescent descent = new CoordinateDescent(a, begin, workers);
    List<Double> errors = new ArrayList<>();
    double first = 0;
    boolean converged = false;
    while (!converged && errors.size() < options.maxIterations()) {
      double violation = descent.round();
      errors.add(Math.sqrt(Math.max(0, squares + descent.lossWithoutSquares()) / squares));
      first = errors.size() == 1 ? violation : first;
      converged = violation <= options.tolerance() * first;
    }
    Factors end = descent.factors();
    return new Result(
        end.codes(),
        end.dictionary(),
        Math.sqrt(descent.squaredResiduals() / squares),
        List.copyOf(errors),
        converged,
        start);
  }
}
