package org.pragnanz.data;

import org.pragnanz.files.Csv;

/**
 * A unit: one channel of one post-ReLU site.
 *
 * @param layer the site's name: the torchvision module whose output enters the ReLU
 * @param channel the channel, from 0
 */
public record Unit(String layer, int channel) implements Comparable<Unit> {
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
    int byLayer = layer.compareTo(other.layer);
    return byLayer != 0 ? byLayer : Integer.compare(channel, other.channel);
  }
}
