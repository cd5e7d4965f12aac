package org.pragnanz.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a JPEG file says of itself before its pixels are decoded (ITU-T T.81, annex B), and the file
 * without what would make a decoder convert colours in a way of its own.
 *
 * @param components number of colour components: 1 grey, 3 colour, 4 printing inks
 * @param transformed whether the components are YCbCr (of 3) or YCCK (of 4) and not RGB or CMYK
 * @param tallChroma whether chroma has half the rows of luma but all its columns (4:4:0)
 * @param orientation how the picture is stored
 * @param bare the file without comments and application segments, but for a JFIF one where three
 *     components are YCbCr: without it the JDK would guess
 */
record JpegFile(
    int components, boolean transformed, boolean tallChroma, Orientation orientation, byte[] bare) {

  private static final byte MARKER = (byte) 0xFF;
  private static final int RST0 = 0xD0;
  private static final int RST7 = 0xD7;
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final int APP15 = 0xEF;
  private static final int COM = 0xFE;
  private static final byte[] JFIF = {
    (byte) 0xFF, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };
  private static final int RGB_IDS = 'R' << 16 | 'G' << 8 | 'B';
  private static final int YCC_IDS = 1 << 16 | 2 << 8 | 3;

  static boolean is(byte[] file) {
    return Bytes.startsWith(file, 0xFF, SOI, 0xFF);
  }

  /**
   * @throws UnreadableImageException where the file ends before its end marker or has no frame
   */
  static JpegFile parse(byte[] file) throws UnreadableImageException {
    return new Parser(file).parse();
  }

  /** One walk over the file's segments. */
  private static final class Parser {
    private final byte[] file;
    private final ByteArrayOutputStream kept;
    private boolean jfif;
    private boolean exif;
    private int adobe = -1;
    private int components;
    private int ids;
    private boolean tallChroma;
    private Orientation orientation = Orientation.UPRIGHT;

    Parser(byte[] file) {
      this.file = file;
      this.kept = new ByteArrayOutputStream(file.length);
    }

    JpegFile parse() throws UnreadableImageException {
      int at = 2;
      while (true) {
        at = nextMarker(at);
        int marker = u8(at + 1);
        if (marker == EOI) {
          break;
        }
        int end = at + 2 + u16(at + 2);
        if (end > file.length) {
          throw cutOff();
        }
        at = marker == SOS ? copyScan(at, end) : segment(marker, at, end);
      }
      if (components == 0) {
        throw new UnreadableImageException("a JPEG file without a picture");
      }
      return new JpegFile(components, transformed(), tallChroma, orientation, bare());
    }

    private byte[] bare() {
      ByteArrayOutputStream bare = new ByteArrayOutputStream(kept.size() + JFIF.length + 4);
      bare.write(0xFF);
      bare.write(SOI);
      if (components == 3 && transformed()) {
        bare.writeBytes(JFIF);
      }
      bare.writeBytes(kept.toByteArray());
      bare.write(0xFF);
      bare.write(EOI);
      return bare.toByteArray();
    }

    private int segment(int marker, int at, int end) throws UnreadableImageException {
      int data = at + 4;
      if ((marker >= APP0 && marker <= APP15) || marker == COM) {
        switch (marker) {
          case APP0 -> jfif |= holds(data, end, "JFIF\0");
          case APP14 -> {
            if (holds(data, end, "Adobe") && end - data >= 12) {
              adobe = u8(data + 11);
            }
          }
          case APP1 -> {
            // Of several segments the first counts, as for Pillow.
            if (!exif && holds(data, end, "Exif\0\0")) {
              exif = true;
              orientation = Orientation.ofExif(file, data + 6, end);
            }
          }
          default -> {}
        }
        return end;
      }
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame && components == 0) {
        frame(data, end);
      }
      kept.write(file, at, end - at);
      return end;
    }

    private void frame(int data, int end) throws UnreadableImageException {
      if (end - data < 6 || end - data < 6 + 3 * u8(data + 5)) {
        throw new UnreadableImageException("a damaged JPEG header");
      }
      int precision = u8(data);
      if (precision != 8) {
        throw new UnreadableImageException("a JPEG file of " + precision + " bits a sample");
      }
      Bytes.checkSize(u16(data + 3), u16(data + 1));
      components = u8(data + 5);
      int[] sampling = new int[components];
      for (int i = 0; i < components; i++) {
        ids = ids << 8 | u8(data + 6 + 3 * i);
        sampling[i] = u8(data + 7 + 3 * i);
      }
      tallChroma =
          components == 3 && sampling[0] == 0x12 && sampling[1] == 0x11 && sampling[2] == 0x11;
    }

    /** Copies a scan's header and its entropy-coded data. Returns where its next marker is. */
    private int copyScan(int at, int header) throws UnreadableImageException {
      int marker = nextMarker(header);
      while (u8(marker + 1) >= RST0 && u8(marker + 1) <= RST7) {
        marker = nextMarker(marker + 2);
      }
      kept.write(file, at, marker - at);
      return marker;
    }

    private int nextMarker(int from) throws UnreadableImageException {
      for (int i = from; i + 1 < file.length; i++) {
        if (file[i] == MARKER && file[i + 1] != MARKER && file[i + 1] != 0) {
          return i;
        }
      }
      throw cutOff();
    }

    /** The rules of libjpeg (jdapimin.c, default_decompress_parms), which Pillow follows. */
    private boolean transformed() {
      return switch (components) {
        case 3 -> jfif || (adobe >= 0 ? adobe != 0 : ids == YCC_IDS || ids != RGB_IDS);
        case 4 -> adobe > 0;
        default -> false;
      };
    }

    private boolean holds(int data, int end, String name) {
      byte[] expected = name.getBytes(StandardCharsets.ISO_8859_1);
      if (end - data < expected.length) {
        return false;
      }
      for (int i = 0; i < expected.length; i++) {
        if (file[data + i] != expected[i]) {
          return false;
        }
      }
      return true;
    }

    private int u8(int at) {
      return file[at] & 0xFF;
    }

    private int u16(int at) throws UnreadableImageException {
      if (at + 2 > file.length) {
        throw cutOff();
      }
      return u8(at) << 8 | u8(at + 1);
    }

    private static UnreadableImageException cutOff() {
      return new UnreadableImageException("the JPEG file is cut off");
    }
  }
}
