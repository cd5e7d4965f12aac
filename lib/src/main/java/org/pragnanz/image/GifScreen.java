package org.pragnanz.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A GIF's frame may cover only a part of its screen; the rest has the transparent colour, or colour
 * 0 where there is none (Pillow, GifImagePlugin).
 */
final class GifScreen {
  private GifScreen() {}

  static RgbImage place(RgbImage frame, ImageReader reader, BufferedImage decoded)
      throws IOException, UnreadableImageException {
    Element screen = child(reader.getStreamMetadata(), "LogicalScreenDescriptor");
    Element part = child(reader.getImageMetadata(0), "ImageDescriptor");
    int left = number(part, "imageLeftPosition");
    int top = number(part, "imageTopPosition");
    int width = Math.max(number(screen, "logicalScreenWidth"), left + frame.width());
    int height = Math.max(number(screen, "logicalScreenHeight"), top + frame.height());
    if (width == frame.width() && height == frame.height()) {
      return frame;
    }
    Bytes.checkSize(width, height);
    IndexColorModel palette = (IndexColorModel) decoded.getColorModel();
    int rest = palette.getRGB(Math.max(0, palette.getTransparentPixel()));
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i += 3) {
      pixels[i] = (byte) (rest >> 16);
      pixels[i + 1] = (byte) (rest >> 8);
      pixels[i + 2] = (byte) rest;
    }
    RgbImage whole = new RgbImage(width, height, pixels);
    whole.put(frame, left, top);
    return whole;
  }

  private static Element child(IIOMetadata metadata, String name) throws UnreadableImageException {
    Node root = metadata.getAsTree(metadata.getNativeMetadataFormatName());
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return (Element) node;
      }
    }
    throw new UnreadableImageException("a GIF file without its " + name);
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }
}
