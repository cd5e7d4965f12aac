package org.pragnanz.image;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG files. The JDK's decoder is libjpeg, as Pillow's is, but it would convert colours by
 * profile and refuse CMYK. It gets the file without its profile; what it would not convert as
 * Pillow does, it is asked for as it is stored, and the conversion to RGB is done here with
 * libjpeg's and Pillow's integer arithmetic.
 */
final class JpegDecoder {
  /** libjpeg says so of bytes between segments, which do no harm to the picture. */
  private static final String HARMLESS = "extraneous bytes before marker";

  /** Looked up once: the register of formats is walked through at each asking. */
  private static final ImageReaderSpi JDK =
      ImageIO.getImageReadersByFormatName("jpeg").next().getOriginatingProvider();

  private static final int[] CR_TO_RED = new int[256];
  private static final int[] CB_TO_BLUE = new int[256];
  private static final int[] CR_TO_GREEN = new int[256];
  private static final int[] CB_TO_GREEN = new int[256];

  static {
    // libjpeg, jdcolor.c, build_ycc_rgb_table: 16 fractional bits.
    int half = 1 << 15;
    for (int i = 0; i < 256; i++) {
      int x = i - 128;
      CR_TO_RED[i] = (91881 * x + half) >> 16;
      CB_TO_BLUE[i] = (116130 * x + half) >> 16;
      CR_TO_GREEN[i] = -46802 * x;
      CB_TO_GREEN[i] = -22554 * x + half;
    }
  }

  private JpegDecoder() {}

  static RgbImage decode(byte[] bytes) throws IOException, UnreadableImageException {
    JpegFile jpeg = JpegFile.parse(bytes);
    boolean ready = jpeg.components() == 3 && jpeg.transformed() && !jpeg.tallChroma();
    RgbImage picture = ready ? read(jpeg, JpegDecoder::rgb) : converted(jpeg);
    return jpeg.orientation().apply(picture);
  }

  private static RgbImage converted(JpegFile jpeg) throws IOException, UnreadableImageException {
    Raster raster = read(jpeg, reader -> reader.readRaster(0, null));
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] stored = interleaved(raster);
    if (jpeg.tallChroma()) {
      TallChroma.smooth(stored, width, height);
    }
    byte[] rgb =
        switch (jpeg.components()) {
          case 1 -> grey(stored);
          case 3 -> jpeg.transformed() ? yccToRgb(stored) : stored;
          case 4 -> inksToRgb(stored, jpeg.transformed());
          default ->
              throw new UnreadableImageException(
                  "a JPEG file of " + jpeg.components() + " components");
        };
    return new RgbImage(width, height, rgb);
  }

  /** What is asked of the JDK's decoder. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }

  /** Into our own order of colours, in which rows are copied as they come. */
  private static RgbImage rgb(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    RgbImage picture = new RgbImage(width, height, new byte[3 * width * height]);
    ImageReadParam into = new ImageReadParam();
    into.setDestination(Images.buffered(picture));
    reader.read(0, into);
    return picture;
  }

  private static <T> T read(JpegFile jpeg, Reading<T> reading)
      throws IOException, UnreadableImageException {
    ImageReader reader = JDK.createReaderInstance();
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg.bare()))) {
      reader.setInput(stream, true, true);
      T read = reading.of(reader);
      for (String warning : warnings) {
        if (!warning.contains(HARMLESS)) {
          throw new UnreadableImageException("a damaged JPEG file: " + warning);
        }
      }
      return read;
    } finally {
      reader.dispose();
    }
  }

  private static byte[] interleaved(Raster raster) {
    int bands = raster.getNumBands();
    if (raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && model.getPixelStride() == bands
        && model.getScanlineStride() == bands * raster.getWidth()
        && raster.getDataBuffer() instanceof DataBufferByte buffer) {
      return buffer.getData();
    }
    throw new IllegalStateException("the JDK's JPEG decoder gives another raster than it did");
  }

  private static byte[] grey(byte[] y) {
    byte[] rgb = new byte[3 * y.length];
    for (int i = 0; i < y.length; i++) {
      rgb[3 * i] = y[i];
      rgb[3 * i + 1] = y[i];
      rgb[3 * i + 2] = y[i];
    }
    return rgb;
  }

  private static byte[] yccToRgb(byte[] ycc) {
    for (int i = 0; i < ycc.length; i += 3) {
      int y = ycc[i] & 0xFF;
      int cb = ycc[i + 1] & 0xFF;
      int cr = ycc[i + 2] & 0xFF;
      ycc[i] = clip(y + CR_TO_RED[cr]);
      ycc[i + 1] = clip(y + ((CB_TO_GREEN[cb] + CR_TO_GREEN[cr]) >> 16));
      ycc[i + 2] = clip(y + CB_TO_BLUE[cb]);
    }
    return ycc;
  }

  /**
   * Pillow takes every four-component JPEG as inverted inks, as Adobe writes them (JpegImagePlugin,
   * "CMYK;I"), and paints them without a profile (Convert.c, cmyk2rgb). YCCK is CMY turned to YCbCr
   * as though it were inverted RGB.
   */
  private static byte[] inksToRgb(byte[] inks, boolean ycck) {
    byte[] rgb = new byte[inks.length / 4 * 3];
    for (int i = 0, o = 0; i < inks.length; i += 4, o += 3) {
      int a = inks[i] & 0xFF;
      int b = inks[i + 1] & 0xFF;
      int c = inks[i + 2] & 0xFF;
      int white = inks[i + 3] & 0xFF;
      int cyan = 255 - a;
      int magenta = 255 - b;
      int yellow = 255 - c;
      if (ycck) {
        cyan = clip(a + CR_TO_RED[c]) & 0xFF;
        magenta = clip(a + ((CB_TO_GREEN[b] + CR_TO_GREEN[c]) >> 16)) & 0xFF;
        yellow = clip(a + CB_TO_BLUE[b]) & 0xFF;
      }
      rgb[o] = Cmyk.colour(white, cyan);
      rgb[o + 1] = Cmyk.colour(white, magenta);
      rgb[o + 2] = Cmyk.colour(white, yellow);
    }
    return rgb;
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
