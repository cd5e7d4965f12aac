package org.pragnanz.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.pragnanz.files.Npy;
import org.pragnanz.files.Output;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.matrix.Nmf;

/**
 * Factorizes one matrix several times, as {@code factorize} does and {@code peers/nmf.py}.
 *
 * <p>Arguments: A.npy, components, times, threads, the folder to write. Prints the seconds of one
 * factorization, their mean, the loading of libraries left out.
 */
public final class Factorization {
  private Factorization() {}

  public static void main(String[] args) throws IOException {
    FloatMatrix a = Npy.read(Path.of(args[0]));
    int times = Integer.parseInt(args[2]);
    Nmf.Options options = new Nmf.Options(Integer.parseInt(args[1]), 1e-4, 1000, 0, 0);
    // Loads what it needs, as the peer does, with rows of the length that follows: the JIT compiles
    // for the lengths that it has met.
    float[] first = Arrays.copyOf(a.values(), 256 * a.columns());
    Nmf.fit(new FloatMatrix(256, a.columns(), first), options, 1);
    Nmf.Result result = null;
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      result = Nmf.fit(a, options, Integer.parseInt(args[3]));
    }
    System.out.println("seconds " + (System.nanoTime() - start) / 1e9 / times);
    Path out = Path.of(args[4]);
    Npy.write(out.resolve("U.npy"), result.codes());
    Npy.write(out.resolve("W.npy"), result.dictionary());
    Output.text(
        out.resolve("fit.json"),
        "{\"relative_error\": %s, \"iterations\": %d}\n"
            .formatted(result.relativeError(), result.iterations()));
  }
}
