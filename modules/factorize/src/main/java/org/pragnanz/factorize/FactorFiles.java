package org.pragnanz.factorize;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pragnanz.files.Output;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.matrix.Nmf;

/** The files of a factorisation. */
final class FactorFiles {
  static final String CODES = "U.npy";
  static final String DICTIONARY = "W.npy";
  static final String FIT = "fit.json";

  /** Elements whose cosine is above this are reported as duplicates. */
  static final double DUPLICATE = 0.99;

  private FactorFiles() {}

  /** Two elements that point the same way. */
  record Duplicate(int first, int second, double cosine) {}

  static void writeFit(Path file, Nmf.Result result, Nmf.Options options) throws IOException {
    Map<String, Object> fit = new LinkedHashMap<>();
    fit.put("rows", result.codes().rows());
    fit.put("columns", result.dictionary().columns());
    fit.put("k", options.components());
    fit.put("relative_error", result.relativeError());
    fit.put("iterations", result.iterations());
    fit.put("converged", result.converged());
    fit.put("tolerance", options.tolerance());
    fit.put("max_iterations", options.maxIterations());
    fit.put("restarts", options.restarts());
    fit.put("seed", options.seed());
    fit.put("start", result.start() == 0 ? "nndsvda" : "random " + result.start());
    fit.put("dead", dead(result));
    fit.put("duplicates", duplicates(result.dictionary()));
    fit.put("errors", result.errors());
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Output.text(file, mapper.writeValueAsString(fit) + "\n");
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
