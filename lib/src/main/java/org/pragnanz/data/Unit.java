package org.pragnanz.data;

import java.util.Comparator;

/**
 * A unit: one channel of one post-ReLU site.
 *
 * @param layer the site's name: the torchvision module whose output enters the ReLU
 * @param channel the channel, from 0
 */
public record Unit(String layer, int channel) implements Comparable<Unit> {
  private static final Comparator<Unit> ORDER =
      Comparator.comparing(Unit::layer).thenComparingInt(Unit::channel);

  /** How files and folders call the unit, such as {@code layer3.2.bn2-117}. */
  public String id() {
    return layer + "-" + channel;
  }

  /** The unit that a table's row names in its columns {@code layer} and {@code channel}. */
  public static Unit of(Csv.Row row) {
    return new Unit(row.text("layer"), row.integer("channel"));
  }

  @Override
  public int compareTo(Unit other) {
    return ORDER.compare(this, other);
  }
}
