package org.pragnanz.image;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.font.PDType1Font;

/**
 * The font of every picture with text in it. It travels with the tools (Liberation Sans, which
 * PDFBox carries; SIL Open Font License 1.1), and text is filled as outlines without hinting: so a
 * picture is the same on every machine, whatever fonts that has. A tool that uses this class names
 * PDFBox among its dependencies.
 */
public final class Lettering {
  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final Font FONT = load();
  private static final FontRenderContext OUTLINES = new FontRenderContext(null, true, true);

  private Lettering() {}

  /**
   * @param size in points
   */
  public static Font font(float size) {
    return FONT.deriveFont(size);
  }

  /** How wide a line of text is, in points. */
  public static double width(String text, float size) {
    Rectangle2D bounds = font(size).getStringBounds(text, OUTLINES);
    return bounds.getWidth();
  }

  /**
   * Fills a line of text in the current colour.
   *
   * @param x its left end
   * @param y its base line
   */
  public static void draw(Graphics2D g, String text, float size, float x, float y) {
    g.fill(font(size).createGlyphVector(OUTLINES, text).getOutline(x, y));
  }

  private static Font load() {
    try (InputStream in = PDType1Font.class.getResourceAsStream(FILE)) {
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the font that PDFBox carries cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
