package org.pragnanz.data;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PoolSizesTest {
  @Property
  void smallerPoolsUseEveryImageOnce(
      @ForAll @IntRange(min = 1, max = 1_000_000) int top,
      @ForAll @IntRange(max = 1_000_000) int bottom,
      @ForAll @IntRange(max = 1_000_000) int images) {
    PoolSizes sizes = new PoolSizes(top, bottom);
    if (images < sizes.images()) {
      PoolSizes fitting = sizes.fitting(images);
      assertThat(fitting.images()).isEqualTo(images);
      assertThat(fitting.top()).isBetween(0, top);
      assertThat(fitting.bottom()).isBetween(0, bottom);
    }
  }
}
