package org.pragnanz.nn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * A network with its weights, ready to run. Not thread-safe; close it to free its native memory.
 */
public final class Network implements AutoCloseable {
  private Network() {}

  /**
   * How to run.
   *
   * @param device "cpu" or "cuda:0", ...
   * @param threads cores that the engine may use
   * @param fold whether batch norm is folded into the convolutions
   */
  public record Options(String device, int threads, boolean fold) {}

  /**
   * Loads weights from {@code .safetensors} or {@code .pth}.
   *
   * @throws org.pragnanz.cli.InputException where the file is damaged, unsafe, or of another
   *     network (missing, superfluous or wrongly shaped tensors are named)
   */
  public static Network load(Architecture architecture, Path weights, Options options)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  public Architecture architecture() {
    throw new UnsupportedOperationException();
  }

  /**
   * One site's numbers for a batch.
   *
   * @param rows rows per image: 1 for a mean, H·W for positions
   * @param values (N, rows, C)
   */
  public record Activation(int rows, int channels, float[] values) {}

  /**
   * What one pass gave.
   *
   * @param sites by site name
   * @param logits (N, classes), empty where none were asked for
   */
  public record Pass(Map<String, Activation> sites, float[] logits) {}

  /**
   * One forward pass, no further than the last site asked for (all of it for logits).
   *
   * @param batch (N, 3, side, side), preprocessed
   * @param n N
   * @param side height and width, the network's input size
   */
  public Pass forward(float[] batch, int n, int side, Map<String, Readout> sites, boolean logits) {
    throw new UnsupportedOperationException();
  }

  /**
   * A site's activation and the logit's derivative by it, for each image and position.
   *
   * @param activation (N, H·W, C)
   * @param gradient (N, H·W, C)
   */
  public record Gradient(int rows, int channels, float[] activation, float[] gradient) {}

  /** Which logit is differentiated, per image. */
  public static final int LARGEST_LOGIT = -1;

  /**
   * One forward and one backward pass: the derivative of each image's logit by every asked site.
   *
   * @param batch (N, 3, side, side), preprocessed
   * @param classes the class whose logit is meant, per image, or {@link #LARGEST_LOGIT}
   */
  public Map<String, Gradient> gradients(
      float[] batch, int n, int side, Collection<String> sites, int[] classes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
