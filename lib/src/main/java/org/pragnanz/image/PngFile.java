package org.pragnanz.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * What a PNG file says of itself before its pixels are decoded, and the file without its texts: the
 * JDK's decoder would inflate them whole, however large they become.
 *
 * @param orientation how the picture is stored: by the chunk eXIf, else by XMP's tiff:Orientation,
 *     as Pillow's {@code exif_transpose} has it
 * @param bare the file without texts
 */
record PngFile(Orientation orientation, byte[] bare) {
  private static final int SIGNATURE = 8;
  private static final int END = type("IEND");
  private static final int EXIF = type("eXIf");
  private static final int TEXT = type("tEXt");
  private static final int COMPRESSED_TEXT = type("zTXt");
  private static final int INTERNATIONAL_TEXT = type("iTXt");

  /** As far as a text is inflated: Pillow's own limit. */
  private static final int MOST_TEXT = 1 << 20;

  /** The keyword of XMP, with the zero that ends it. */
  private static final String XMP = "XML:com.adobe.xmp\0";

  private static final Pattern XMP_ORIENTATION = Pattern.compile("tiff:Orientation(=\"|>)([0-9])");

  static boolean is(byte[] file) {
    return Bytes.startsWith(file, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
  }

  private static int type(String name) {
    return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
  }

  /**
   * Walks over the chunks (length, type, data, CRC-32 of type and data), which the JDK's decoder
   * does not check.
   *
   * @throws UnreadableImageException where the file ends before its end chunk or a checksum is
   *     wrong
   */
  static PngFile parse(byte[] file) throws UnreadableImageException {
    Optional<Orientation> exif = Optional.empty();
    Optional<Orientation> xmp = Optional.empty();
    ByteBuffer bytes = ByteBuffer.wrap(file);
    ByteArrayOutputStream bare = new ByteArrayOutputStream(file.length);
    bare.write(file, 0, SIGNATURE);
    CRC32 crc = new CRC32();
    int at = SIGNATURE;
    int type = 0;
    while (type != END) {
      if (at + 12 > file.length) {
        throw new UnreadableImageException("the PNG file is cut off");
      }
      long length = Integer.toUnsignedLong(bytes.getInt(at));
      if (at + 12 + length > file.length) {
        throw new UnreadableImageException("the PNG file is cut off");
      }
      type = bytes.getInt(at + 4);
      int data = at + 8;
      int end = data + (int) length;
      crc.reset();
      crc.update(file, at + 4, end - at - 4);
      if ((int) crc.getValue() != bytes.getInt(end)) {
        throw new UnreadableImageException("a damaged PNG file: a checksum is wrong");
      }
      if (type == EXIF) {
        exif = Orientation.ofTag(file, data, end);
      }
      if (type == TEXT || type == COMPRESSED_TEXT || type == INTERNATIONAL_TEXT) {
        if (begins(file, data, end, XMP)) {
          xmp = orientation(text(type, Arrays.copyOfRange(file, data + XMP.length(), end)));
        }
      } else {
        bare.write(file, at, end + 4 - at);
      }
      at = end + 4;
    }
    return new PngFile(
        exif.isPresent() ? exif.get() : xmp.orElse(Orientation.UPRIGHT), bare.toByteArray());
  }

  private static boolean begins(byte[] file, int from, int to, String text) {
    return to - from >= text.length()
        && new String(file, from, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }

  /**
   * @param data a text chunk's after its keyword and the zero that ends it; of iTXt also whether it
   *     is compressed, how, and two names, each ended by a zero
   */
  private static String text(int type, byte[] data) {
    boolean compressed = type == COMPRESSED_TEXT;
    int from = compressed ? 1 : 0;
    if (type == INTERNATIONAL_TEXT) {
      compressed = data.length > 0 && data[0] == 1;
      from = 2;
      for (int zeros = 0; zeros < 2 && from < data.length; from++) {
        zeros += data[from] == 0 ? 1 : 0;
      }
    }
    ByteArrayInputStream rest = new ByteArrayInputStream(data);
    rest.skip(from);
    try (InputStream in = compressed ? new InflaterInputStream(rest) : rest) {
      return new String(in.readNBytes(MOST_TEXT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // a text says nothing of the pixels
    }
  }

  private static Optional<Orientation> orientation(String xmp) {
    Matcher found = XMP_ORIENTATION.matcher(xmp);
    return found.find()
        ? Optional.of(Orientation.of(Integer.parseInt(found.group(2))))
        : Optional.empty();
  }
}
