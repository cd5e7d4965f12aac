package org.pragnanz.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** How a WebP file's picture is stored: the RIFF container's chunk EXIF. */
final class WebpFile {
  private static final int START = 12;
  private static final int PREFIX = 6;

  private WebpFile() {}

  static boolean is(byte[] file) {
    return file.length > START
        && Bytes.startsWith(file, 'R', 'I', 'F', 'F')
        && Bytes.at(file, 8, 'W', 'E', 'B', 'P');
  }

  static Orientation orientation(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = START; at + 8 <= file.length; ) {
      int data = (int) at + 8;
      long size = Integer.toUnsignedLong(bytes.getInt(data - 4));
      if (Bytes.at(file, (int) at, 'E', 'X', 'I', 'F') && data + size <= file.length) {
        // Some writers put JPEG's own prefix before it.
        int from = Bytes.at(file, data, 'E', 'x', 'i', 'f', 0, 0) ? data + PREFIX : data;
        Optional<Orientation> tag = Orientation.ofTag(file, from, data + (int) size);
        return tag.orElse(Orientation.UPRIGHT);
      }
      at = data + size + size % 2;
    }
    return Orientation.UPRIGHT;
  }
}
