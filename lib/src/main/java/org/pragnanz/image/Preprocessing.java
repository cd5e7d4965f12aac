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

  /** What the network sees of the image, as a picture: crop×crop, resized and cut. */
  public RgbImage view(RgbImage image) {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes a view, normalised, as one image of a batch.
   *
   * @param view crop×crop
   * @param batch (N, 3, crop, crop)
   * @param index which of the N
   */
  public void normalise(RgbImage view, float[] batch, int index) {
    throw new UnsupportedOperationException();
  }
}
