package org.pragnanz.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a picture is stored relative to how it is to be shown: EXIF tag 0x0112, values 1 to 8, in
 * their order.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  HALF_TURN(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  QUARTER_TURN(true, true, false),
  TRANSVERSED(true, true, true),
  THREE_QUARTER_TURN(true, false, true);

  /** Whether columns become rows, before the mirroring. */
  private final boolean swap;

  private final boolean mirrorX;
  private final boolean mirrorY;

  Orientation(boolean swap, boolean mirrorX, boolean mirrorY) {
    this.swap = swap;
    this.mirrorX = mirrorX;
    this.mirrorY = mirrorY;
  }

  /** The orientation of a tag's value; one out of range, or damaged, counts as upright. */
  static Orientation of(int value) {
    return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
  }

  /** As an EXIF block (a TIFF structure) at {@code from} to {@code to} has it; else upright. */
  static Orientation ofExif(byte[] file, int from, int to) {
    return ofTag(file, from, to).orElse(UPRIGHT);
  }

  /** The value of an EXIF block's tag; empty where it has none. */
  static Optional<Orientation> ofTag(byte[] file, int from, int to) {
    Metadata metadata = new Metadata();
    new ExifReader().extract(new ByteArrayReader(Arrays.copyOfRange(file, from, to)), metadata);
    ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value =
        directory == null ? null : directory.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
    return Optional.ofNullable(value).map(Orientation::of);
  }

  /** The picture as it is to be shown. */
  RgbImage apply(RgbImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = swap ? stored.height() : stored.width();
    int height = swap ? stored.width() : stored.height();
    byte[] from = stored.pixels();
    byte[] to = new byte[from.length];
    for (int y = 0, i = 0; y < height; y++) {
      int b = mirrorY ? height - 1 - y : y;
      for (int x = 0; x < width; x++, i += 3) {
        int a = mirrorX ? width - 1 - x : x;
        int j = 3 * (swap ? a * stored.width() + b : b * stored.width() + a);
        to[i] = from[j];
        to[i + 1] = from[j + 1];
        to[i + 2] = from[j + 2];
      }
    }
    return new RgbImage(width, height, to);
  }
}
