package org.pragnanz.survey.site;

import java.io.ByteArrayOutputStream;

/**
 * Makes JPEG files longer by comments (ITU-T T.81, B.2.4.5), so that all files of a trial have one
 * size: in a catch trial a query is one of the panel's pictures, and equal sizes would tell.
 */
final class Padding {
  /** The shortest comment: marker and length. */
  static final int LEAST = 4;

  private static final int LONGEST = 2 + 0xFFFF;
  private static final int START = 2;

  private Padding() {}

  /**
   * The same picture in a file of another size.
   *
   * @param jpeg a whole JPEG file
   * @param size at least the file's and {@link #LEAST}
   */
  static byte[] to(int size, byte[] jpeg) {
    int missing = size - jpeg.length;
    if (missing < LEAST) {
      throw new IllegalArgumentException("a comment has at least " + LEAST + " bytes");
    }
    ByteArrayOutputStream padded = new ByteArrayOutputStream(size);
    padded.write(jpeg, 0, START);
    while (missing > 0) {
      // What is left must be none or a whole comment.
      int comment = Math.min(missing, LONGEST);
      if (missing - comment > 0 && missing - comment < LEAST) {
        comment -= LEAST;
      }
      padded.write(0xFF);
      padded.write(0xFE);
      padded.write((comment - 2) >> 8);
      padded.write(comment - 2);
      padded.writeBytes(new byte[comment - LEAST]);
      missing -= comment;
    }
    padded.write(jpeg, START, jpeg.length - START);
    return padded.toByteArray();
  }
}
