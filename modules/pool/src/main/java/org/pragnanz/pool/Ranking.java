package org.pragnanz.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.pragnanz.data.Pools.Ranked;

/**
 * The first n of any number of images in an order, exactly and whatever order they come in. Holds n
 * of them; an image costs O(log n) where it enters, else O(1).
 */
final class Ranking {
  private static final Comparator<Ranked> BY_IMAGE = Comparator.comparing(Ranked::image);

  /** Strongest first, ties by image id. */
  static final Comparator<Ranked> STRONGEST =
      Comparator.comparingDouble(Ranked::activation).reversed().thenComparing(BY_IMAGE);

  /** Weakest first, ties by image id. */
  static final Comparator<Ranked> WEAKEST =
      Comparator.comparingDouble(Ranked::activation).thenComparing(BY_IMAGE);

  private final int size;
  private final Comparator<Ranked> order;
  private final PriorityQueue<Ranked> kept;

  Ranking(int size, Comparator<Ranked> order) {
    this.size = size;
    this.order = order;
    // The last of those kept is at the head, to be put out first.
    this.kept = new PriorityQueue<>(order.reversed());
  }

  void offer(Ranked image) {
    if (kept.size() < size) {
      kept.add(image);
    } else if (size > 0 && order.compare(image, kept.element()) < 0) {
      kept.remove();
      kept.add(image);
    }
  }

  /** The images kept, from rank 1 on. */
  List<Ranked> ranked() {
    List<Ranked> list = new ArrayList<>(kept);
    list.sort(order);
    return list;
  }
}
