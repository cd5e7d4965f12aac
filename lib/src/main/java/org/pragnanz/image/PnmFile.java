package org.pragnanz.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a PNM file (PBM, PGM, PPM) says of itself. */
final class PnmFile {
  /** More than any header, comments included. */
  private static final int LONGEST_HEADER = 4096;

  private static final String SPACE = "(?:\\s|#[^\\n]*\\n)+";
  private static final Pattern GREY_OR_COLOUR =
      Pattern.compile("P[2356]" + SPACE + "\\d+" + SPACE + "\\d+" + SPACE + "(\\d+)\\s");

  private PnmFile() {}

  static boolean is(byte[] file) {
    return file.length > 2 && file[0] == 'P' && file[1] >= '1' && file[1] <= '6';
  }

  /**
   * @throws UnreadableImageException where white is another number than a byte's or two bytes'
   *     largest, so that readers round as they like
   */
  static void check(byte[] file) throws UnreadableImageException {
    int length = Math.min(file.length, LONGEST_HEADER);
    Matcher header =
        GREY_OR_COLOUR.matcher(new String(file, 0, length, StandardCharsets.ISO_8859_1));
    if (header.lookingAt() && !List.of("255", "65535").contains(header.group(1))) {
      throw new UnreadableImageException(
          "a PNM file in which white is %s, not 255 or 65535".formatted(header.group(1)));
    }
  }
}
