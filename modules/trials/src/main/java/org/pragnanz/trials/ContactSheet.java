package org.pragnanz.trials;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.pragnanz.image.Images;
import org.pragnanz.image.Lettering;
import org.pragnanz.image.RgbImage;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

/**
 * A picture of one unit's trials for the researcher, laid out as participants see them (the paper's
 * Fig. 2): contrast panel on the left, the two queries in the centre, reference panel on the right.
 * The query to be chosen is framed in green.
 *
 * @param folder the folder of the set, with its images
 */
record ContactSheet(Path folder, TrialSet set) {
  private static final int THUMB = 112;
  private static final int GAP = 4;
  private static final int MARGIN = 28;
  private static final int HEAD = 96;
  private static final int CAPTION = 26;
  private static final int AISLE = 40;
  private static final Color INK = new Color(0x22, 0x22, 0x22);
  private static final Color FAINT = new Color(0x66, 0x66, 0x66);
  private static final Color TARGET = new Color(0x1b, 0x8f, 0x3f);

  /**
   * Draws trials of one unit in one basis, one below the other.
   *
   * @param trials at least one, with panels of the same size
   */
  void write(Path file, List<Trial> trials) throws IOException {
    int side = (int) Math.ceil(Math.sqrt(trials.get(0).references().size()));
    int panel = extent(side);
    int queries = MARGIN + panel + AISLE;
    int references = queries + extent(2) + AISLE;
    int row = CAPTION + panel + MARGIN;
    int width = references + panel + MARGIN;
    int height = HEAD + row * trials.size();
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, (byte) 0xFF);
    RgbImage sheet = new RgbImage(width, height, pixels);
    Graphics2D g = Images.buffered(sheet).createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    text(g, title(trials.get(0)), MARGIN, 40, 20, INK);
    text(g, "Contrast images", MARGIN, 78, 15, INK);
    text(g, "Queries (answer framed)", queries, 78, 15, INK);
    text(g, "Reference images", references, 78, 15, INK);
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      int y = HEAD + i * row;
      text(g, "Trial " + trial.trial(), MARGIN, y + 16, 13, FAINT);
      int top = y + CAPTION;
      grid(sheet, trial.contrasts(), side, MARGIN, top);
      grid(sheet, trial.references(), side, references, top);
      int middle = top + (panel - THUMB) / 2;
      grid(sheet, trial.queries(), 2, queries, middle);
      g.setColor(TARGET);
      g.setStroke(new BasicStroke(4));
      g.drawRect(queries + trial.target() * (THUMB + GAP) - 1, middle - 1, THUMB + 1, THUMB + 1);
    }
    g.dispose();
    Images.writePng(file, sheet);
  }

  private static String title(Trial trial) {
    return "%s, channel %d, %s basis".formatted(trial.layer(), trial.channel(), trial.basis());
  }

  /** Height or width of {@code n} images side by side. */
  private static int extent(int n) {
    return n * THUMB + (n - 1) * GAP;
  }

  private void grid(RgbImage sheet, List<String> images, int columns, int x, int y)
      throws IOException {
    for (int i = 0; i < images.size(); i++) {
      int left = x + i % columns * (THUMB + GAP);
      int top = y + i / columns * (THUMB + GAP);
      sheet.put(Images.resized(set.decode(folder, images.get(i)), THUMB, THUMB), left, top);
    }
  }

  private static void text(Graphics2D g, String text, int x, int y, int size, Color colour) {
    g.setColor(colour);
    Lettering.draw(g, text, size, x, y);
  }
}
