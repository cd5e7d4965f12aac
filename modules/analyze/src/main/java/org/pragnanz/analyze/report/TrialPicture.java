package org.pragnanz.analyze.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

/**
 * A trial as one small picture, laid out as participants see it: contrast panel, the queries side
 * by side, reference panel. The query that is to be chosen is framed.
 *
 * @param cell the side of an image in pixels, a multiple of 28
 */
record TrialPicture(int cell) {
  private static final float QUALITY = 0.85f;
  private static final byte[] FRAME = {0x1B, (byte) 0x8F, 0x3F};

  /** Where an image lies, in pixels. */
  record Place(String image, int x, int y) {}

  /** Between images of a panel. */
  private int gap() {
    return cell / 28;
  }

  /** Between panels. */
  private int aisle() {
    return cell * 5 / 28;
  }

  private int extent(int images) {
    return images * cell + (images - 1) * gap();
  }

  private static int side(Trial trial) {
    int images = Math.max(trial.references().size(), trial.contrasts().size());
    return (int) Math.ceil(Math.sqrt(images));
  }

  int width(Trial trial) {
    return 2 * extent(side(trial)) + 2 * aisle() + extent(trial.queries().size());
  }

  int height(Trial trial) {
    return extent(side(trial));
  }

  /** Every image shown, from left to right. */
  List<Place> places(Trial trial) {
    int side = side(trial);
    int queries = trial.queries().size();
    List<Place> places = new ArrayList<>();
    panel(places, trial.contrasts(), side, 0, 0);
    panel(places, trial.queries(), queries, queriesLeft(trial), queriesTop(trial));
    int references = queriesLeft(trial) + extent(queries) + aisle();
    panel(places, trial.references(), side, references, 0);
    return places;
  }

  private int queriesLeft(Trial trial) {
    return extent(side(trial)) + aisle();
  }

  private int queriesTop(Trial trial) {
    return (height(trial) - cell) / 2;
  }

  private void panel(List<Place> places, List<String> images, int columns, int x, int y) {
    int pitch = cell + gap();
    for (int i = 0; i < images.size(); i++) {
      places.add(new Place(images.get(i), x + i % columns * pitch, y + i / columns * pitch));
    }
  }

  /**
   * Writes the picture as JPEG.
   *
   * @param folder what the images' paths are relative to
   * @throws org.pragnanz.fault.InputException where an image is not in the set, or does not decode
   */
  void write(Path file, Trial trial, TrialSet set, Path folder) throws IOException {
    int width = width(trial);
    RgbImage picture = new RgbImage(width, height(trial), new byte[3 * width * height(trial)]);
    Arrays.fill(picture.pixels(), (byte) 0xFF);
    frame(picture, trial);
    for (Place place : places(trial)) {
      RgbImage image = Images.resized(set.decode(folder, place.image()), cell, cell);
      picture.put(image, place.x(), place.y());
    }
    Images.writeJpeg(file, picture, QUALITY);
  }

  private void frame(RgbImage picture, Trial trial) {
    int left = queriesLeft(trial) + trial.target() * (cell + gap()) - gap();
    int top = queriesTop(trial) - gap();
    int edge = cell + 2 * gap();
    for (int y = Math.max(0, top); y < Math.min(picture.height(), top + edge); y++) {
      for (int x = left; x < left + edge; x++) {
        System.arraycopy(FRAME, 0, picture.pixels(), 3 * (y * picture.width() + x), 3);
      }
    }
  }
}
