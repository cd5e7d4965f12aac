package org.pragnanz.factorize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.cli.Launch;
import org.pragnanz.cli.Shard;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Npy;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.matrix.Nmf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Dictionaries of units: non-negative matrix factorisation A ≈ U W of the activations of a unit's
 * layer over its strongest images.
 *
 * <p>Inputs: either one matrix (n, p), {@code .npy}, float32 or float64, non-negative; or the
 * activations that {@code extract} left, with the units and their pools.
 *
 * <p>Outputs: {@code U.npy} float32 (n, k), {@code W.npy} float32 (k, p), {@code fit.json}
 * (relative_error, iterations, converged, errors after each iteration, dead and duplicate elements,
 * and the options). For units, in a folder {@code <layer>-<channel>} each; the rows of U are the
 * rows of the unit's N strongest images, images in order of their ids.
 *
 * <p>Examples: {@code factorize --matrix A.npy --k 10 --out factors}; {@code factorize
 * --activations crops/1 crops/2 --pools pools.csv --units units.csv --strongest 300 --k 10 --out
 * factors --shard 1/4}.
 *
 * <p>Source: Colin et al. (arXiv 2411.03993), section 3.1; Fel et al. (2023), CRAFT.
 */
@Command(
    name = "factorize",
    description = "Dictionaries of units, or the factors of a matrix (NMF by coordinate descent).")
// It sees no images: its matrices stay until its end. Its loops are in vector instructions; Java
// says
// at the start that their module is not final.
@Launch(heap = "-Xms48m -Xmn8m", options = "--add-modules=jdk.incubator.vector")
public final class FactorizeTool extends Tool {
  /** What a row of the matrix is. */
  enum RowKind {
    CROPS,
    POSITIONS,
    IMAGES
  }

  @Option(names = "--matrix", paramLabel = "A.npy", description = "Factorise this matrix alone.")
  private Path matrix;

  @Option(
      names = "--activations",
      paramLabel = "DIR",
      arity = "1..*",
      description = "Folders that extract wrote, one a shard.")
  private List<Path> activations;

  @Option(names = "--pools", paramLabel = "F", description = "pools.csv of the neurons.")
  private Path pools;

  @Option(names = "--units", paramLabel = "F", description = "units.csv.")
  private Path units;

  @Option(
      names = "--strongest",
      paramLabel = "N",
      description = "Strongest images of a unit that are factorised (default: ${DEFAULT-VALUE}).")
  private int top = 300;

  @Option(
      names = "--rows",
      description =
          "What the activations' rows are: ${COMPLETION-CANDIDATES}; images wants one row an image"
              + " (default: ${DEFAULT-VALUE}).")
  private RowKind rows = RowKind.CROPS;

  @Option(
      names = "--k",
      paramLabel = "K",
      description = "Elements of a dictionary (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      description =
          "Stop when the projected gradient is T times the first round's (default:"
              + " ${DEFAULT-VALUE}).")
  private double tolerance = 1e-4;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      description = "Rounds at most (default: ${DEFAULT-VALUE}).")
  private int maxIterations = 1000;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      description =
          "Random starts beside NNDSVDa; the smallest error is kept (default: ${DEFAULT-VALUE}).")
  private int restarts;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the random starts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = Shard.Parser.class,
      defaultValue = Shard.ALL,
      description = "Only every N-th unit, from the I-th on.")
  private Shard shard;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder.")
  private Path out;

  @Override
  protected void validateArguments() {
    boolean ofUnits = activations != null || pools != null || units != null;
    if (matrix != null && ofUnits) {
      throw new UsageException("Give either --matrix or --activations, --pools and --units.");
    }
    if (matrix == null && (activations == null || pools == null || units == null)) {
      throw new UsageException("Give --matrix, or all of --activations, --pools and --units.");
    }
    atLeast("--k", k, 1);
    atLeast("--strongest", top, 1);
    atLeast("--max-iterations", maxIterations, 1);
    atLeast("--restarts", restarts, 0);
    if (!(tolerance >= 0)) {
      throw new UsageException("--tolerance must be at least 0, not " + tolerance + ".");
    }
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new UsageException("%s must be at least %d, not %d.".formatted(option, least, value));
    }
  }

  @Override
  protected void run() throws IOException {
    Nmf.Options options = new Nmf.Options(k, tolerance, maxIterations, restarts, seed);
    if (matrix == null) {
      new UnitFactorization(activations, top, rows, options)
          .run(pools, units, shard, threads(), out);
      return;
    }
    FloatMatrix a = Npy.read(matrix);
    int most = Math.min(a.rows(), a.columns());
    if (k > most) {
      throw new InputException(
          "%s is a %d×%d matrix; lower --k from %d to at most %d."
              .formatted(matrix, a.rows(), a.columns(), k, most));
    }
    for (int i = 0; i < a.values().length; i++) {
      float v = a.values()[i];
      if (!(v >= 0 && v < Float.POSITIVE_INFINITY)) {
        throw new InputException(
            "%s holds %s in row %d, column %d (from 0); every entry must be 0 or more and finite."
                .formatted(matrix, v, i / a.columns(), i % a.columns()));
      }
    }
    Nmf.Result result = Nmf.fit(a, options, threads());
    FactorFiles.write(out, result, options);
  }
}
