package org.pragnanz.phantom;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pragnanz.concurrent.Workers;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.random.Draws;

/**
 * Makes networks for a world: what is random is drawn, what is fitted is fitted in closed form to
 * images of the world that the study does not show.
 */
final class Fit {
  /** As many images as are enough to fit networks to. */
  static final int ENOUGH = 600;

  /** How many detectors a channel of each mixing layer adds. */
  private static final Map<String, Integer> MIXTURES = new LinkedHashMap<>();

  static {
    MIXTURES.put("mix2", 2);
    MIXTURES.put("mix3", 3);
    MIXTURES.put("mix4", 4);
  }

  private static final String DETECTORS = "detectors";

  /** What the classifier is fitted to for an image's class; 0 for all others. */
  private static final float LOGIT = 10;

  private final World world;
  private final int images;
  private final Workers workers;
  private final Map<String, List<Integer>> shapes = Architecture.named("phantom").parameters();
  private final List<float[][]> gabor;
  private final List<float[][]> areas;

  /**
   * A network and what was planted in it.
   *
   * @param tensors its parameters
   * @param planted for each site with known truth, in order of depth, its mixing matrix (channels,
   *     patterns)
   */
  record Result(Map<String, Tensor> tensors, Map<String, float[][]> planted) {}

  /**
   * Paints the images to fit to and takes their responses to the Gabor filters.
   *
   * @param images how many, usually {@link #ENOUGH}
   */
  Fit(World world, int images, Workers workers) {
    this.world = world;
    this.images = images;
    this.workers = workers;
    float[][][] responses = new float[images][][];
    float[][][] truths = new float[images][][];
    workers.forEach(
        images,
        i -> {
          Picture picture = world.scene("fit", i).paint();
          responses[i] = Backbone.gabor(picture.image());
          truths[i] = picture.areas(Backbone.CELLS);
        });
    gabor = List.of(responses);
    areas = List.of(truths);
  }

  /**
   * Draws and fits a network.
   *
   * @param name what it is drawn for; another name gives other random features and mixtures
   */
  Result network(String name) {
    Backbone backbone =
        Backbone.draw(Draws.generator(world.seed(), "phantom features", name), channels("random"));
    float[][][] outputs = new float[images][][];
    workers.forEach(images, i -> outputs[i] = backbone.features(gabor.get(i)));
    List<float[][]> features = List.of(outputs);
    Detectors detectors = Detectors.fit(features, areas, workers);

    Map<String, float[][]> planted = new LinkedHashMap<>();
    float[][] last = identity(channels(DETECTORS));
    planted.put(DETECTORS, last);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    put(tensors, "luminance.weight", luminance());
    put(tensors, "gabor.weight", Rows.flat(Gabor.filters()));
    put(tensors, "random.weight", Rows.flat(backbone.random()));
    putAffine(tensors, DETECTORS, detectors.weights());
    for (Map.Entry<String, Integer> layer : MIXTURES.entrySet()) {
      float[][] mixture =
          Mixing.draw(
              Draws.generator(world.seed(), "phantom mixture", name, layer.getKey()),
              channels(layer.getKey()),
              channels(DETECTORS),
              layer.getValue());
      put(tensors, layer.getKey() + ".weight", Rows.flat(Mixing.between(last, mixture)));
      planted.put(layer.getKey(), mixture);
      last = mixture;
    }
    putAffine(tensors, "classifier", classifier(last, detectors.means(features, workers)));
    return new Result(tensors, planted);
  }

  /** The classes' ridge fit to the spatial means of the last layer, (classes, channels + 1). */
  private float[][] classifier(float[][] mixture, float[][] means) {
    float[][] inputs = new float[mixture.length][images];
    Rows.addProduct(mixture, 0, Rows.transpose(means), inputs);
    float[][] classes = new float[World.SYNSETS.size()][images];
    for (int i = 0; i < images; i++) {
      classes[World.kind(i)][i] = LOGIT;
    }
    return Ridge.fit(1, batch -> new Ridge.Batch(inputs, classes), workers);
  }

  private static float[] luminance() {
    float[] weights = new float[Colour.LUMINANCE.length];
    for (int c = 0; c < weights.length; c++) {
      weights[c] = (float) Colour.LUMINANCE[c];
    }
    return weights;
  }

  private static float[][] identity(int n) {
    float[][] identity = new float[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  private int channels(String layer) {
    return shapes.get(layer + ".weight").get(0);
  }

  private void put(Map<String, Tensor> tensors, String name, float[] values) {
    tensors.put(name, new Tensor(shapes.get(name), values));
  }

  /** Weights whose last column is the bias. */
  private void putAffine(Map<String, Tensor> tensors, String layer, float[][] affine) {
    int inputs = affine[0].length - 1;
    float[][] weights =
        Stream.of(affine).map(row -> Arrays.copyOf(row, inputs)).toArray(float[][]::new);
    float[] bias = new float[affine.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = affine[i][inputs];
    }
    put(tensors, layer + ".weight", Rows.flat(weights));
    put(tensors, layer + ".bias", bias);
  }
}
