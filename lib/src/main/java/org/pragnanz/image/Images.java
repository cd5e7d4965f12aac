package org.pragnanz.image;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.pragnanz.fault.OutOfMemory;
import org.pragnanz.files.Output;
import org.pragnanz.image.RasterDecoder.Format;

/** Image files in and out. */
public final class Images {
  private static final long MOST_BYTES = 1L << 28;

  private Images() {}

  /**
   * Decodes a JPEG, PNG, GIF, BMP, TIFF, WebP or PNM file to the pixels that Pillow's {@code
   * Image.open(f).convert("RGB")} gives after {@code ImageOps.exif_transpose}: no profile is
   * applied, alpha is dropped, an animation gives its first frame. The one difference: of a grey
   * picture of 16 bits Pillow keeps values up to 255 and makes all others white; here it keeps its
   * upper 8 bits, as colour pictures of 16 bits do in both.
   *
   * @throws UnreadableImageException where the file does not decode whole; its message is the
   *     reason in a few words
   * @throws IOException where the file cannot be read at all
   */
  public static RgbImage read(Path file) throws IOException, UnreadableImageException {
    return read(bytes(file));
  }

  /**
   * A file's bytes, of one that may be an image: a film or an archive among the photographs must
   * not fill the memory.
   *
   * @throws UnreadableImageException where the file is larger than any image, or no file but a
   *     pipe, which might never end
   */
  public static byte[] bytes(Path file) throws IOException, UnreadableImageException {
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new UnreadableImageException("no file but a folder, a pipe or a device");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new UnreadableImageException("a file above 256 MiB");
    }
    return Files.readAllBytes(file);
  }

  /**
   * As {@link #read(Path)}, of a file's bytes.
   *
   * @throws UnreadableImageException where they do not decode whole
   */
  public static RgbImage read(byte[] bytes) throws UnreadableImageException {
    try {
      return decode(bytes);
    } catch (IOException | RuntimeException e) {
      OutOfMemory.rethrow(e);
      // The decoders meet damage in their own ways: index and number-format errors among them.
      throw new UnreadableImageException("the file is damaged: " + reason(e), e);
    }
  }

  private static RgbImage decode(byte[] bytes) throws IOException, UnreadableImageException {
    if (bytes.length == 0) {
      throw new UnreadableImageException("the file is empty");
    }
    if (JpegFile.is(bytes)) {
      return JpegDecoder.decode(bytes);
    }
    if (PngFile.is(bytes)) {
      return RasterDecoder.decode(bytes, Format.PNG);
    }
    if (Bytes.startsWith(bytes, 'G', 'I', 'F', '8')) {
      return RasterDecoder.decode(bytes, Format.GIF);
    }
    if (Bytes.startsWith(bytes, 'B', 'M')) {
      return RasterDecoder.decode(bytes, Format.BMP);
    }
    if (Bytes.startsWith(bytes, 'I', 'I', 42, 0) || Bytes.startsWith(bytes, 'M', 'M', 0, 42)) {
      return RasterDecoder.decode(bytes, Format.TIFF);
    }
    if (WebpFile.is(bytes)) {
      return RasterDecoder.decode(bytes, Format.WEBP);
    }
    if (PnmFile.is(bytes)) {
      PnmFile.check(bytes);
      return RasterDecoder.decode(bytes, Format.PNM);
    }
    throw new UnreadableImageException("neither JPEG, PNG, GIF, BMP, TIFF, WebP nor PNM");
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  /** The picture at another size, by Pillow's bilinear filter. */
  public static RgbImage resized(RgbImage image, int width, int height) {
    return Resampling.window(image, width, height, 0, 0, width, height);
  }

  /** Writes PNG, whole or not at all; the same bytes for the same pixels. */
  public static void writePng(Path file, RgbImage image) throws IOException {
    write(file, image, ImageIO.getImageWritersByFormatName("png").next(), -1);
  }

  /**
   * Writes baseline JPEG, chroma at half resolution, whole or not at all; the same bytes for the
   * same pixels.
   *
   * @param quality 0 to 1; 0.95 shows no difference
   */
  public static void writeJpeg(Path file, RgbImage image, float quality) throws IOException {
    write(file, image, ImageIO.getImageWritersByFormatName("jpeg").next(), quality);
  }

  private static void write(Path file, RgbImage image, ImageWriter writer, float quality)
      throws IOException {
    ImageWriteParam options = writer.getDefaultWriteParam();
    if (quality >= 0) {
      options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      options.setCompressionQuality(quality);
    }
    try {
      Output.write(
          file,
          temporary -> {
            Files.deleteIfExists(temporary);
            try (FileImageOutputStream out = new FileImageOutputStream(temporary.toFile())) {
              writer.setOutput(out);
              writer.write(null, new IIOImage(buffered(image), null, null), options);
            }
          });
    } catch (IIOException e) {
      throw e.getCause() instanceof IOException cause ? cause : e;
    } finally {
      writer.dispose();
    }
  }

  /** A view of the pixels as Java2D's image. */
  public static BufferedImage buffered(RgbImage image) {
    ComponentColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    DataBufferByte data = new DataBufferByte(image.pixels(), image.pixels().length);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            data,
            image.width(),
            image.height(),
            3 * image.width(),
            3,
            new int[] {0, 1, 2},
            new Point(0, 0));
    return new BufferedImage(colors, raster, false, null);
  }
}
