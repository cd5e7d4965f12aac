package org.pragnanz.analyze.report;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Output;
import org.pragnanz.trial.Trial;

/**
 * Where a unit is active in a trial's images, to be laid over the trial's picture: each image's map
 * at every position of the site, smoothly enlarged. The scale runs from a dark veil (0) over purple
 * and orange to clear yellow, in even steps of lightness, so that it can be read in grey (stops of
 * matplotlib's inferno, CC0). Yellow is what the trial's most active hundredth of all places
 * reaches: by the largest value alone, one extreme place would leave all else dark.
 */
final class HeatPicture {
  private static final TrialPicture LAYOUT = new TrialPicture(56);
  private static final int LEVELS = 64;
  // Red, green, blue and opacity at equal steps.
  private static final int[][] STOPS = {
    {0, 0, 4, 170}, {87, 16, 110, 165}, {188, 55, 84, 150}, {249, 142, 9, 140}, {252, 255, 164, 130}
  };
  private static final IndexColorModel COLOURS = colours();

  private HeatPicture() {}

  /** Whether the maps have places at all: a fully connected layer has one for the whole image. */
  static boolean hasPlaces(ActivationStore maps) {
    return maps.rows() > 1;
  }

  /**
   * Writes the overlay as an indexed PNG with transparency, at half the size of the picture.
   *
   * @param maps of the unit in its basis, (positions, 1) an image
   * @throws InputException where the positions are no square
   */
  static void write(Path file, Trial trial, ActivationStore maps) throws IOException {
    int side = (int) Math.sqrt(maps.rows());
    if (side * side != maps.rows() || maps.channels() != 1) {
      throw new InputException(
          "The maps of %s have %d×%d numbers an image, which is no square; make them with locate."
              .formatted(trial.key().id(), maps.rows(), maps.channels()));
    }
    List<TrialPicture.Place> places = LAYOUT.places(trial);
    Map<String, float[]> shown = new HashMap<>();
    for (TrialPicture.Place place : places) {
      shown.put(place.image(), maps.read(place.image()));
    }
    float brightest = brightest(shown.values());
    BufferedImage picture =
        new BufferedImage(
            LAYOUT.width(trial), LAYOUT.height(trial), BufferedImage.TYPE_BYTE_INDEXED, COLOURS);
    int cell = LAYOUT.cell();
    for (TrialPicture.Place place : places) {
      float[] enlarged = enlarged(shown.get(place.image()), side, cell);
      for (int i = 0; i < enlarged.length; i++) {
        float share = brightest == 0 ? 0 : Math.min(1, enlarged[i] / brightest);
        int level = Math.round(share * (LEVELS - 1));
        picture.getRaster().setSample(place.x() + i % cell, place.y() + i / cell, 0, level + 1);
      }
    }
    Output.write(file, temporary -> ImageIO.write(picture, "png", temporary.toFile()));
  }

  /** What a hundredth of the places exceeds; where fewer are active at all, the largest value. */
  private static float brightest(Collection<float[]> maps) {
    float[] sorted = new float[maps.stream().mapToInt(map -> map.length).sum()];
    int at = 0;
    for (float[] map : maps) {
      System.arraycopy(map, 0, sorted, at, map.length);
      at += map.length;
    }
    Arrays.sort(sorted);
    float value = sorted[(int) (0.99 * (sorted.length - 1))];
    return value > 0 ? value : Math.max(0, sorted[sorted.length - 1]);
  }

  /** By the triangle filter, which is bilinear interpolation where the map is the smaller. */
  static float[] enlarged(float[] map, int side, int size) {
    float[][] weights = weights(side, size);
    float[] columns = new float[side * size];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < size; x++) {
        for (int k = 0; k < side; k++) {
          columns[y * size + x] += weights[x][k] * map[y * side + k];
        }
      }
    }
    float[] enlarged = new float[size * size];
    for (int y = 0; y < size; y++) {
      for (int k = 0; k < side; k++) {
        float weight = weights[y][k];
        for (int x = 0; weight > 0 && x < size; x++) {
          enlarged[y * size + x] += weight * columns[k * size + x];
        }
      }
    }
    return enlarged;
  }

  private static float[][] weights(int from, int to) {
    double scale = (double) from / to;
    double support = Math.max(scale, 1);
    float[][] weights = new float[to][from];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale - 0.5;
      double sum = 0;
      for (int k = 0; k < from; k++) {
        sum += Math.max(0, 1 - Math.abs(k - centre) / support);
      }
      for (int k = 0; k < from; k++) {
        weights[i][k] = (float) (Math.max(0, 1 - Math.abs(k - centre) / support) / sum);
      }
    }
    return weights;
  }

  /** Colour 0 is clear, for what lies between the images. */
  private static IndexColorModel colours() {
    byte[][] table = new byte[4][LEVELS + 1];
    for (int level = 0; level < LEVELS; level++) {
      double at = level * (STOPS.length - 1.0) / (LEVELS - 1);
      int low = Math.min((int) at, STOPS.length - 2);
      for (int c = 0; c < table.length; c++) {
        double mixed = STOPS[low][c] + (at - low) * (STOPS[low + 1][c] - STOPS[low][c]);
        table[c][level + 1] = (byte) Math.round(mixed);
      }
    }
    return new IndexColorModel(8, LEVELS + 1, table[0], table[1], table[2], table[3]);
  }
}
