package org.pragnanz.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Counts the pixels that a GIF's first frame holds, which the JDK's decoder does not: it leaves out
 * what is missing without a word.
 *
 * <p>Source: GIF89a specification, appendix F (variable-length-code LZW). A code stands for as many
 * pixels as the one before it and one more, or as it did when it came into the table.
 */
final class GifPixels {
  private static final int MOST_BITS = 12;
  private static final int MOST_CODES = 1 << MOST_BITS;
  private static final int IMAGE = ',';
  private static final int EXTENSION = '!';

  private final byte[] file;
  private int at;

  private GifPixels(byte[] file) {
    this.file = file;
  }

  /**
   * @throws UnreadableImageException where the first frame has fewer pixels than its size says
   */
  static void check(byte[] file) throws UnreadableImageException {
    try {
      new GifPixels(file).check();
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new UnreadableImageException("the GIF file is cut off", e);
    }
  }

  private void check() throws UnreadableImageException {
    at = 13 + colours(file[10]);
    while (u8() != IMAGE) {
      if (file[at - 1] != EXTENSION) {
        throw new UnreadableImageException("a GIF file without a picture");
      }
      at++;
      skipBlocks();
    }
    at += 4;
    long pixels = (long) u16() * u16();
    at += 1 + colours(file[at]);
    if (counted(u8(), pixels) < pixels) {
      throw new UnreadableImageException("a GIF file whose pixels end early");
    }
  }

  /** Bytes of the table of colours that a descriptor's flags announce. */
  private static int colours(byte flags) {
    return flags < 0 ? 3 << ((flags & 7) + 1) : 0;
  }

  /** Pixels that the codes stand for, counted no further than {@code enough}. */
  private long counted(int bits, long enough) {
    byte[] codes = blocks();
    int clear = 1 << bits;
    int[] length = new int[MOST_CODES];
    Arrays.fill(length, 0, Math.min(clear, MOST_CODES), 1);
    int width = bits + 1;
    int next = clear + 2;
    int previous = -1;
    long count = 0;
    for (long bit = 0; count < enough && bit + width <= 8L * codes.length; ) {
      int code = code(codes, bit, width);
      bit += width;
      if (code == clear) {
        width = bits + 1;
        next = clear + 2;
        previous = -1;
        continue;
      }
      if (code == clear + 1 || code > next || (code == next && previous < 0)) {
        return count;
      }
      if (previous >= 0 && next < MOST_CODES) {
        length[next++] = length[previous] + 1;
        width += next == 1 << width && width < MOST_BITS ? 1 : 0;
      }
      count += length[code];
      previous = code;
    }
    return count;
  }

  private static int code(byte[] codes, long bit, int width) {
    int value = 0;
    for (int i = 0; i < width; i++) {
      long at = bit + i;
      value |= (codes[(int) (at >> 3)] >> (at & 7) & 1) << i;
    }
    return value;
  }

  private byte[] blocks() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int size = u8(); size > 0; size = at < file.length ? u8() : 0) {
      int held = Math.min(size, file.length - at);
      all.write(file, at, held);
      at += size;
    }
    return all.toByteArray();
  }

  private void skipBlocks() {
    for (int size = u8(); size > 0; size = u8()) {
      at += size;
    }
  }

  private int u8() {
    return file[at++] & 0xFF;
  }

  private int u16() {
    return u8() | u8() << 8;
  }
}
