package org.pragnanz.phantom;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.image.RgbImage;

/**
 * One image of the phantom, as chance drew it: a smooth coloured background and two regions, a
 * large one and a small one, each filled with another pattern, the later over the earlier. Always
 * two: were there one to three, a unit's strongest images would show more of everything than its
 * weakest, and counting would answer the trials.
 */
record Scene(Background background, List<Region> regions) {
  /** Height and width of every image, in pixels. */
  static final int SIDE = 224;

  private static final int REGIONS = 2;

  /** How often a region's pattern is one of those typical of the image's class. */
  private static final double TYPICAL = 0.7;

  /**
   * Draws a scene.
   *
   * @param typical the patterns that the image's class is fond of
   */
  static Scene draw(UniformRandomProvider random, List<Pattern> typical) {
    Background background = Background.draw(random);
    List<Pattern> patterns = new ArrayList<>();
    List<Region> regions = new ArrayList<>();
    while (regions.size() < REGIONS) {
      List<Pattern> choice = random.nextDouble() < TYPICAL ? typical : List.of(Pattern.values());
      Pattern pattern = choice.get(random.nextInt(choice.size()));
      if (!patterns.contains(pattern)) {
        patterns.add(pattern);
        regions.add(Region.draw(random, pattern, regions));
      }
    }
    return new Scene(background, List.copyOf(regions));
  }

  /** Paints the scene. */
  Picture paint() {
    byte[] pixels = new byte[3 * SIDE * SIDE];
    byte[] shown = new byte[SIDE * SIDE];
    for (int i = 0; i < shown.length; i++) {
      double x = i % SIDE + 0.5;
      int row = i / SIDE;
      double y = row + 0.5;
      Colour colour = background.at(x / SIDE, y / SIDE);
      int pattern = Picture.NONE;
      for (Region region : regions) {
        double covered = region.covers(x, y);
        if (covered > 0) {
          colour = colour.towards(region.at(x, y), covered);
          pattern = covered >= 0.5 ? region.pattern().index() : pattern;
        }
      }
      colour.put(pixels, 3 * i);
      shown[i] = (byte) pattern;
    }
    return new Picture(new RgbImage(SIDE, SIDE, pixels), shown);
  }
}
