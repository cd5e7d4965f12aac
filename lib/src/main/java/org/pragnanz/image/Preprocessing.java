package org.pragnanz.image;

import java.util.List;

/**
 * From a picture to a network's input, as torchvision's {@code Resize(resize)}, {@code
 * CenterCrop(crop)}, {@code ToTensor}, {@code Normalize(mean, std)} on a Pillow image.
 *
 * @param resize the shorter side after resizing, in pixels
 * @param crop the side of the square cut from the centre, in pixels
 * @param mean per colour, R, G, B, of values in 0 to 1
 * @param std per colour
 */
public record Preprocessing(int resize, int crop, List<Float> mean, List<Float> std) {
  /** What torchvision's ImageNet networks were trained with. */
  public static final Preprocessing IMAGENET =
      new Preprocessing(256, 224, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

  /**
   * What the network sees of the image, as a picture: crop×crop, resized and cut. An image that is
   * smaller than the crop after resizing is put into the middle of black.
   */
  public RgbImage view(RgbImage image) {
    int width = resize;
    int height = resize;
    // torchvision, functional.py, _compute_resized_output_size: rounded down.
    if (image.width() <= image.height()) {
      height = (int) ((double) ((long) resize * image.height()) / image.width());
    } else {
      width = (int) ((double) ((long) resize * image.width()) / image.height());
    }
    int columns = Math.min(crop, width);
    int rows = Math.min(crop, height);
    RgbImage cut =
        Resampling.window(
            image, width, height, offset(width - columns), offset(height - rows), columns, rows);
    return columns == crop && rows == crop ? cut : padded(cut);
  }

  /** Half the margin, a half rounded to even as Python's {@code round} does. */
  private static int offset(int margin) {
    return (int) Math.rint(margin / 2.0);
  }

  private RgbImage padded(RgbImage cut) {
    RgbImage padded = new RgbImage(crop, crop, new byte[3 * crop * crop]);
    padded.put(cut, (crop - cut.width()) / 2, (crop - cut.height()) / 2);
    return padded;
  }

  /** A picture as a network's input: its view, normalised, (3, crop, crop). */
  public float[] input(RgbImage image) {
    float[] input = new float[3 * crop * crop];
    normalise(view(image), input, 0);
    return input;
  }

  /**
   * Writes a view, normalised, as one image of a batch: {@code (v / 255 - mean) / std} in float32.
   *
   * @param view crop×crop
   * @param batch (N, 3, crop, crop)
   * @param index which of the N
   */
  public void normalise(RgbImage view, float[] batch, int index) {
    if (view.width() != crop || view.height() != crop) {
      throw new IllegalArgumentException(
          view.width() + "×" + view.height() + " is no view of " + crop + "×" + crop);
    }
    int plane = crop * crop;
    byte[] pixels = view.pixels();
    float[] normal = new float[256];
    for (int c = 0; c < 3; c++) {
      for (int v = 0; v < 256; v++) {
        normal[v] = (v / 255f - mean.get(c)) / std.get(c);
      }
      int to = (3 * index + c) * plane;
      for (int i = 0; i < plane; i++) {
        batch[to + i] = normal[pixels[3 * i + c] & 0xFF];
      }
    }
  }
}
