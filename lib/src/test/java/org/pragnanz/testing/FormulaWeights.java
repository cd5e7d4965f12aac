package org.pragnanz.testing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Architecture;

/**
 * Weights from a formula, so that a network can be compared with torchvision's without a weight
 * file. The formula is in the shared {@code reference/networks.json}.
 */
public final class FormulaWeights {
  private static final String TAG = "reference";
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private FormulaWeights() {}

  /** Every parameter of a network. */
  public static Map<String, Tensor> of(Architecture architecture) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    architecture
        .parameters()
        .forEach((name, shape) -> weights.put(name, tensor(architecture.name(), name, shape)));
    return weights;
  }

  /** Two images of 224×224, as the network gets them: (2, 3, 224, 224). */
  public static float[] input() {
    double[] u = uniform("input", 2 * 3 * 224 * 224);
    float[] input = new float[u.length];
    for (int i = 0; i < u.length; i++) {
      input[i] = (float) ((u[i] - 0.5) * 4);
    }
    return input;
  }

  private static Tensor tensor(String model, String name, List<Integer> shape) {
    int size = shape.stream().reduce(1, Math::multiplyExact);
    double bound = Math.sqrt(6.0 * shape.get(0) / size);
    boolean lastOfBlock =
        (model.startsWith("resnet50") && name.endsWith(".bn3.weight"))
            || (model.equals("resnet18") && name.matches("layer.*bn2\\.weight"));
    double[] u = uniform(name, size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      double value;
      if (shape.size() > 1) {
        value = (2 * u[i] - 1) * bound;
      } else if (name.endsWith(".bias")) {
        value = (u[i] - 0.5) * 0.2;
      } else if (name.endsWith(".running_mean")) {
        value = (u[i] - 0.5) * 0.4;
      } else {
        value = (0.5 + u[i]) * (lastOfBlock ? 0.25 : 1);
      }
      values[i] = (float) value;
    }
    return new Tensor(shape, values);
  }

  /** Uniform numbers in [0, 1) that belong to a name. */
  public static double[] uniform(String name, int count) {
    CRC32 crc = new CRC32();
    crc.update((TAG + ":" + name).getBytes(StandardCharsets.UTF_8));
    double[] u = new double[count];
    for (int i = 0; i < count; i++) {
      // SplitMix64 (Steele et al. 2014), its top 24 bits.
      long z = crc.getValue() + (i + 1) * GOLDEN;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      u[i] = ((z ^ (z >>> 31)) >>> 40) / (double) (1 << 24);
    }
    return u;
  }
}
