package org.pragnanz.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pragnanz.basis.Bases;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Checksums;
import org.pragnanz.files.Npy;
import org.pragnanz.files.Safetensors;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.random.Draws;

/**
 * One unit of SqueezeNet with formula weights, and four images of noise: {@code
 * weights.safetensors}, {@code catalog.csv}, and the unit's elements.
 *
 * <p>Its dictionary has two elements. The first is the axis of channel {@value #AXIS}, the second
 * all other channels together; the first is the one that stands for the unit.
 */
public final class SqueezeNetStudy {
  public static final String MODEL = "squeezenet1_1";
  public static final Unit UNIT = new Unit("features.12.squeeze", 5);
  public static final int CHANNELS = 64;
  public static final int AXIS = 9;
  public static final List<String> IMAGES = List.of("a/0.png", "a/1.png", "b/2.png", "b/3.png");

  private static final int WIDTH = 260;
  private static final int HEIGHT = 256;

  private SqueezeNetStudy() {}

  /** Writes its files to a folder. */
  public static void write(Path folder) throws IOException {
    Safetensors.write(
        folder.resolve("weights.safetensors"), FormulaWeights.of(Architecture.named(MODEL)));
    List<Catalog.Entry> entries = new ArrayList<>();
    for (String image : IMAGES) {
      Path file = folder.resolve("images").resolve(image);
      Files.createDirectories(file.getParent());
      Images.writePng(file, picture(image));
      String synset = "n0000000" + image.charAt(0);
      entries.add(new Catalog.Entry(image, synset, WIDTH, HEIGHT, Checksums.sha256(file)));
    }
    Catalog.write(folder.resolve("catalog.csv"), entries);
    FloatMatrix dictionary = new FloatMatrix(2, CHANNELS);
    Arrays.fill(dictionary.values(), CHANNELS, 2 * CHANNELS, 0.125f);
    dictionary.values()[AXIS] = 1;
    dictionary.values()[CHANNELS + AXIS] = 0;
    Npy.write(Bases.dictionary(folder, new Pools.Key(UNIT, "craft")), dictionary);
    Bases.write(
        folder,
        List.of(
            new Bases.Chosen(new Pools.Key(UNIT, "craft"), 0, 0.5, CHANNELS),
            new Bases.Chosen(new Pools.Key(UNIT, "neuron"), -1, 1, CHANNELS)));
  }

  /** The network of these weights. */
  public static Network network(Network.Options options) {
    Architecture architecture = Architecture.named(MODEL);
    return Network.of(architecture, FormulaWeights.of(architecture), options);
  }

  /** One of its images, as the network gets it. */
  public static float[] input(String image) {
    return Architecture.named(MODEL).preprocessing().input(picture(image));
  }

  private static RgbImage picture(String image) {
    byte[] pixels = new byte[3 * WIDTH * HEIGHT];
    Draws.generator(1, "picture", image).nextBytes(pixels);
    return new RgbImage(WIDTH, HEIGHT, pixels);
  }
}
