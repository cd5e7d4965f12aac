package org.pragnanz.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Checks of a PNG file that the JDK's decoder does not make: every chunk whole, none damaged. */
final class PngFile {
  private static final int SIGNATURE = 8;
  private static final int END = 'I' << 24 | 'E' << 16 | 'N' << 8 | 'D';
  private static final int EXIF = 'e' << 24 | 'X' << 16 | 'I' << 8 | 'f';

  private PngFile() {}

  static boolean is(byte[] file) {
    return Bytes.startsWith(file, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
  }

  /**
   * Walks over the chunks (length, type, data, CRC-32 of type and data).
   *
   * @return how the picture is stored, by its chunk eXIf
   * @throws UnreadableImageException where the file ends before its end chunk or a checksum is
   *     wrong
   */
  static Orientation check(byte[] file) throws UnreadableImageException {
    Orientation orientation = Orientation.UPRIGHT;
    ByteBuffer bytes = ByteBuffer.wrap(file);
    CRC32 crc = new CRC32();
    int at = SIGNATURE;
    while (true) {
      if (at + 12 > file.length) {
        throw new UnreadableImageException("the PNG file is cut off");
      }
      long length = Integer.toUnsignedLong(bytes.getInt(at));
      int type = bytes.getInt(at + 4);
      if (at + 12 + length > file.length) {
        throw new UnreadableImageException("the PNG file is cut off");
      }
      int end = at + 8 + (int) length;
      crc.reset();
      crc.update(file, at + 4, end - at - 4);
      if ((int) crc.getValue() != bytes.getInt(end)) {
        throw new UnreadableImageException("a damaged PNG file: a checksum is wrong");
      }
      if (type == EXIF) {
        orientation = Orientation.ofExif(file, at + 8, end);
      }
      if (type == END) {
        return orientation;
      }
      at = end + 4;
    }
  }
}
