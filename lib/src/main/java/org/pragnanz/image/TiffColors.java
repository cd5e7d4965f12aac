package org.pragnanz.image;

import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;

/** What the JDK's TIFF decoder takes otherwise than Pillow, read from the file's own tags. */
final class TiffColors {
  private final TIFFDirectory tags;

  TiffColors(ImageReader reader) throws IOException {
    tags = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
  }

  /**
   * @throws UnreadableImageException where the samples are of a kind that the JDK would hand out as
   *     though they were RGB: L*a*b*, sensors' and luminance's
   */
  void check() throws UnreadableImageException {
    if (photometric() > BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_Y_CB_CR) {
      throw new UnreadableImageException(
          "a TIFF file in L*a*b* or other colours that are not supported; save it as RGB");
    }
  }

  /** Whether the samples are CMYK inks; the JDK hands them out as RGB and alpha. */
  boolean inks() {
    return photometric() == BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_CMYK;
  }

  private int photometric() {
    TIFFField kind = tags.getTIFFField(BaselineTIFFTagSet.TAG_PHOTOMETRIC_INTERPRETATION);
    return kind == null ? 0 : kind.getAsInt(0);
  }

  /** The palette with the upper 8 of its 16 bits; the JDK rounds down after rescaling. */
  IndexColorModel palette(IndexColorModel decoded) {
    TIFFField map = tags.getTIFFField(BaselineTIFFTagSet.TAG_COLOR_MAP);
    int colors = map == null ? 0 : map.getCount() / 3;
    if (colors == 0) {
      return decoded;
    }
    byte[][] rgb = new byte[3][colors];
    for (int i = 0; i < 3 * colors; i++) {
      rgb[i / colors][i % colors] = (byte) (map.getAsInt(i) >> 8);
    }
    return new IndexColorModel(8, colors, rgb[0], rgb[1], rgb[2]);
  }
}
