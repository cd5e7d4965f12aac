package org.pragnanz.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes files other than JPEG. Samples are taken from the raster as they are stored: no colour
 * conversion, alpha dropped, of 16 bits the upper 8.
 */
final class RasterDecoder {
  private RasterDecoder() {}

  /** The formats that ImageIO has readers of, by its names. */
  enum Format {
    PNG,
    GIF,
    BMP,
    TIFF,
    WEBP,
    PNM
  }

  static RgbImage decode(byte[] bytes, Format format) throws IOException, UnreadableImageException {
    return switch (format) {
      case PNG -> {
        PngFile png = PngFile.parse(bytes);
        yield png.orientation().apply(stored(png.bare(), format));
      }
      case TIFF -> Orientation.ofExif(bytes, 0, bytes.length).apply(stored(bytes, format));
      case GIF -> {
        GifPixels.check(bytes);
        yield stored(bytes, format);
      }
      case WEBP -> WebpFile.orientation(bytes).apply(stored(bytes, format));
      case BMP, PNM -> stored(bytes, format);
    };
  }

  private static RgbImage stored(byte[] bytes, Format format)
      throws IOException, UnreadableImageException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(stream, false, false);
      Bytes.checkSize(reader.getWidth(0), reader.getHeight(0));
      BufferedImage image = reader.read(0);
      RgbImage stored = new RgbImage(image.getWidth(), image.getHeight(), samples(image, reader));
      return format == Format.GIF ? GifScreen.place(stored, reader, image) : stored;
    } finally {
      reader.dispose();
    }
  }

  private static byte[] samples(BufferedImage image, ImageReader reader)
      throws IOException, UnreadableImageException {
    ColorModel colors = image.getColorModel();
    Raster raster = image.getRaster();
    Optional<TiffColors> tiff =
        reader.getFormatName().equals("tif")
            ? Optional.of(new TiffColors(reader))
            : Optional.empty();
    if (tiff.isPresent()) {
      tiff.get().check();
    }
    if (colors instanceof IndexColorModel palette) {
      return palette(raster, tiff.map(t -> t.palette(palette)).orElse(palette));
    }
    int type = raster.getTransferType();
    boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    if (!(colors instanceof DirectColorModel) && (!whole || colors.isAlphaPremultiplied())) {
      throw new UnreadableImageException("samples of a kind that no photograph has");
    }
    return components(raster, tiff.map(TiffColors::inks).orElse(false));
  }

  private static byte[] palette(Raster raster, IndexColorModel palette) {
    int width = raster.getWidth();
    int[] indices = new int[width];
    byte[] rgb = new byte[3 * width * raster.getHeight()];
    for (int y = 0, o = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, indices);
      for (int index : indices) {
        rgb[o++] = (byte) palette.getRed(index);
        rgb[o++] = (byte) palette.getGreen(index);
        rgb[o++] = (byte) palette.getBlue(index);
      }
    }
    return rgb;
  }

  private static byte[] components(Raster raster, boolean inks) throws UnreadableImageException {
    int bands = raster.getNumBands();
    int needed = inks ? 4 : bands < 3 ? 1 : 3;
    if (bands > 4 || bands < needed) {
      throw new UnreadableImageException("a picture of " + bands + " components");
    }
    int[][] scale = new int[needed][];
    for (int b = 0; b < needed; b++) {
      scale[b] = toEightBits(raster.getSampleModel().getSampleSize(b));
    }
    int width = raster.getWidth();
    int[] row = new int[width * bands];
    byte[] rgb = new byte[3 * width * raster.getHeight()];
    for (int y = 0, o = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < row.length; x += bands, o += 3) {
        for (int c = 0; c < 3; c++) {
          int b = needed == 1 ? 0 : c;
          int value = scale[b][row[x + b]];
          rgb[o + c] = inks ? Cmyk.colour(255 - scale[3][row[x + 3]], value) : (byte) value;
        }
      }
    }
    return rgb;
  }

  /** Fewer bits are spread over 0 to 255, rounded down, as Pillow does; of more, the upper 8. */
  private static int[] toEightBits(int bits) {
    int[] values = new int[1 << bits];
    Arrays.setAll(values, v -> bits > 8 ? v >> (bits - 8) : v * 255 / ((1 << bits) - 1));
    return values;
  }
}
