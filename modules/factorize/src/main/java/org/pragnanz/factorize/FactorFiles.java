package org.pragnanz.factorize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pragnanz.basis.Factorization;
import org.pragnanz.basis.Factorization.Duplicate;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.matrix.Nmf;

/** What is written of a factorization. */
final class FactorFiles {
  /** Elements whose cosine is above this are reported as duplicates. */
  static final double DUPLICATE = 0.99;

  private FactorFiles() {}

  /** Writes a factorization into a folder. */
  static void write(Path folder, Nmf.Result result, Nmf.Options options) throws IOException {
    Factorization.write(folder, result.codes(), result.dictionary(), fit(result, options));
  }

  private static Factorization.Fit fit(Nmf.Result result, Nmf.Options options) {
    return new Factorization.Fit(
        result.codes().rows(),
        result.dictionary().columns(),
        options.components(),
        result.relativeError(),
        result.iterations(),
        result.converged(),
        options.tolerance(),
        options.maxIterations(),
        options.restarts(),
        options.seed(),
        result.start() == 0 ? "nndsvda" : "random " + result.start(),
        dead(result),
        duplicates(result.dictionary()),
        result.errors());
  }

  /** Elements that are all zero, or that no row uses. */
  static List<Integer> dead(Nmf.Result result) {
    FloatMatrix u = result.codes();
    FloatMatrix w = result.dictionary();
    List<Integer> dead = new ArrayList<>();
    for (int t = 0; t < w.rows(); t++) {
      double size = 0;
      for (int j = 0; j < w.columns(); j++) {
        size += w.get(t, j);
      }
      double use = 0;
      for (int i = 0; i < u.rows(); i++) {
        use += u.get(i, t);
      }
      if (size == 0 || use == 0) {
        dead.add(t);
      }
    }
    return dead;
  }

  static List<Duplicate> duplicates(FloatMatrix w) {
    List<Duplicate> duplicates = new ArrayList<>();
    for (int s = 0; s < w.rows(); s++) {
      for (int t = s + 1; t < w.rows(); t++) {
        double cosine = cosine(w.row(s), w.row(t));
        if (cosine > DUPLICATE) {
          duplicates.add(new Duplicate(s, t, cosine));
        }
      }
    }
    return duplicates;
  }

  /** NaN where a vector is all zero, which duplicates nothing. */
  private static double cosine(float[] x, float[] y) {
    double dot = 0;
    double xx = 0;
    double yy = 0;
    for (int j = 0; j < x.length; j++) {
      dot += (double) x[j] * y[j];
      xx += (double) x[j] * x[j];
      yy += (double) y[j] * y[j];
    }
    return dot / Math.sqrt(xx * yy);
  }
}
