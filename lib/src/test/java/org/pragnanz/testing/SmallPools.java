package org.pragnanz.testing;

import java.util.List;
import java.util.stream.IntStream;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;

/** Pools made by hand. */
public final class SmallPools {
  private SmallPools() {}

  /** Ids of a label's images, such as {@code n01440764/007.png}. */
  public static List<String> images(String label, int n) {
    return IntStream.range(0, n).mapToObj("%s/%%03d.png".formatted(label)::formatted).toList();
  }

  /** A pool with the same activation throughout each end. */
  public static Pools.Pool pool(List<String> top, List<String> bottom) {
    return new Pools.Pool(ranked(top, 1), ranked(bottom, 0));
  }

  public static List<Pools.Ranked> ranked(List<String> images, double activation) {
    return images.stream().map(image -> new Pools.Ranked(image, activation)).toList();
  }

  /** A catalog's entries of images, labelled by the folder of their ids, without a digest. */
  public static List<Catalog.Entry> entries(List<String> images) {
    return images.stream()
        .map(image -> new Catalog.Entry(image, image.substring(0, image.indexOf('/')), 8, 8, ""))
        .toList();
  }
}
