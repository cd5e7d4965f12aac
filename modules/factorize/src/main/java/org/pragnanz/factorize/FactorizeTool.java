package org.pragnanz.factorize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pragnanz.cli.Launch;
import org.pragnanz.cli.Range;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.cli.options.ShardOption;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Npy;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.matrix.Nmf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Factorizes the activations of each unit, or one matrix, into codes and a dictionary. */
@Command(
    name = "factorize",
    description = {
      "Learns the dictionaries of units, or factorizes a matrix (NMF by coordinate descent).",
      """

      Non-negative matrix factorization A = U W of the activations of a unit's layer over its strongest
      images; or of one matrix. Give either --matrix, or all of --activations, --pools and --units.
      Source: Colin et al. (arXiv 2411.03993), section 3.1; Fel et al. (2023), CRAFT."""
    },
    footer =
        """
        Inputs
          --matrix       .npy (n, p), float32 or float64, non-negative
          --activations  folders that extract wrote: <site>.npy, <site>.csv
          --pools        pools.csv of the neurons
          --units        units.csv

        Outputs
          --out  U.npy float32 (n, k), W.npy float32 (k, p), fit.json (relative_error, iterations,
                 converged, errors after each iteration, dead and duplicate elements, and the options).
                 Of units, in a folder <layer>-<channel> each; the rows of U are those of the unit's
                 strongest images, which are ordered by their ids.

        Example
          pragnanz factorize --activations crops1 crops2 --pools pools.csv --units units.csv --k 10 \\
            --shard 1/4 --out factors""")
// It sees no images: its matrices stay until its end. Its loops are in vector instructions, of
// whose module Java says at the start that it is not final.
@Launch(heap = "-Xms48m -Xmn8m", options = "--add-modules=jdk.incubator.vector")
public final class FactorizeTool extends Tool {
  /** What a row of the matrix is. */
  enum RowKind {
    CROPS,
    POSITIONS,
    IMAGES
  }

  @Option(names = "--matrix", description = "Factorize this matrix alone")
  Optional<Path> matrix;

  @Option(names = "--activations", paramLabel = "DIR", description = "Folders that extract wrote")
  List<Path> activations;

  @Option(names = "--pools", description = "pools.csv of the neurons")
  Optional<Path> pools;

  @Option(names = "--units", description = "units.csv: the units of the study")
  Optional<Path> units;

  @Option(names = "--strongest")
  int strongest;

  @Option(names = "--rows")
  RowKind rows;

  @Option(names = "--k")
  int k;

  @Option(names = "--tolerance")
  double tolerance;

  @Option(names = "--max-iterations", defaultValue = "1000", description = "Rounds at most")
  @Range(min = 1)
  int maxIterations;

  @Option(names = "--restarts")
  int restarts;

  @Option(names = "--seed")
  long seed;

  @Mixin ShardOption shard;
  @Mixin OutFolder out;

  @Override
  protected void validateArguments() {
    boolean some = !activations.isEmpty() || pools.isPresent() || units.isPresent();
    boolean all = !activations.isEmpty() && pools.isPresent() && units.isPresent();
    if (matrix.isPresent() && some) {
      throw new UsageException("Give either --matrix or --activations, --pools and --units.");
    }
    if (matrix.isEmpty() && !all) {
      throw new UsageException("Give --matrix, or all of --activations, --pools and --units.");
    }
  }

  @Override
  protected void run() throws IOException {
    Nmf.Options options = new Nmf.Options(k, tolerance, maxIterations, restarts, seed);
    if (matrix.isPresent()) {
      factorize(matrix.get(), options);
    } else {
      new UnitFactorization(activations, strongest, rows, options)
          .run(pools.orElseThrow(), units.orElseThrow(), shard.value(), threads(), out.path());
    }
  }

  private void factorize(Path file, Nmf.Options options) throws IOException {
    FloatMatrix a = Npy.read(file);
    int most = Math.min(a.rows(), a.columns());
    if (k > most) {
      throw new InputException(
          "%s is a %d×%d matrix; lower --k from %d to at most %d."
              .formatted(file, a.rows(), a.columns(), k, most));
    }
    for (int i = 0; i < a.values().length; i++) {
      float v = a.values()[i];
      if (!(v >= 0 && v < Float.POSITIVE_INFINITY)) {
        throw new InputException(
            "%s holds %s in row %d, column %d (from 0); every entry must be 0 or more and finite."
                .formatted(file, v, i / a.columns(), i % a.columns()));
      }
    }
    Nmf.Result result = Nmf.fit(a, options, threads());
    FactorFiles.write(out.path(), result, options);
  }
}
