package org.pragnanz.image;

/** Small checks that several decoders share. */
final class Bytes {
  /**
   * Pillow's own limit (Image.MAX_IMAGE_PIXELS, twice), above which a small file would fill the
   * memory.
   */
  private static final long MOST_PIXELS = 178_956_970;

  private Bytes() {}

  static boolean startsWith(byte[] file, int... bytes) {
    return at(file, 0, bytes);
  }

  /** Whether a file has these bytes at a place. */
  static boolean at(byte[] file, int from, int... bytes) {
    if (file.length - from < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((file[from + i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws UnreadableImageException where a picture of this size is empty or too large
   */
  static void checkSize(int width, int height) throws UnreadableImageException {
    if (width <= 0 || height <= 0) {
      throw new UnreadableImageException("a picture of %d×%d pixels".formatted(width, height));
    }
    if ((long) width * height > MOST_PIXELS) {
      throw new UnreadableImageException(
          "%d×%d pixels; the most is %d".formatted(width, height, MOST_PIXELS));
    }
  }
}
