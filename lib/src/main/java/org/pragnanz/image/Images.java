package org.pragnanz.image;

import java.io.IOException;
import java.nio.file.Path;

/** Image files in and out. */
public final class Images {
  private Images() {}

  /**
   * Decodes a JPEG, PNG, GIF, BMP or TIFF file to the pixels that Pillow's {@code
   * Image.open(f).convert("RGB")} gives after {@code ImageOps.exif_transpose}.
   *
   * @throws UnreadableImageException where the file does not decode whole; its message is the
   *     reason in a few words
   */
  public static RgbImage read(Path file) throws IOException, UnreadableImageException {
    throw new UnsupportedOperationException();
  }

  /** Writes PNG, the same bytes for the same pixels. */
  public static void writePng(Path file, RgbImage image) throws IOException {
    throw new UnsupportedOperationException();
  }
}
