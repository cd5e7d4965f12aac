package org.pragnanz.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.pragnanz.testing.RoundTrip;

/** What is written is read back, in its order. */
class TablesTest {
  private static Pools.Key key(String layer, int channel) {
    return new Pools.Key(new Unit(layer, channel), "craft");
  }

  @Property(tries = 50)
  void rejected(@ForAll @Size(max = 5) List<@Chars({'a', ',', '"', '\n', ' ', 'ü'}) String> reasons)
      throws IOException {
    List<Rejected> rows = reasons.stream().map(reason -> new Rejected("a/b.jpg", reason)).toList();
    assertThat(RoundTrip.of(rows, Rejected::write, Rejected::read)).isEqualTo(rows);
  }

  @Property(tries = 50)
  void importance(
      @ForAll @Size(max = 5) List<Double> values,
      @ForAll @Chars({'a', ',', '"', '.', 'ü'}) @StringLength(min = 1) String name,
      @ForAll int element)
      throws IOException {
    List<ImageImportance> rows =
        values.stream()
            .map(v -> new ImageImportance("vgg16", key(name, 3), element, name + "/1.jpg", v))
            .toList();
    assertThat(RoundTrip.of(rows, ImageImportance::write, ImageImportance::read)).isEqualTo(rows);
  }

  @Property(tries = 50)
  void alignment(@ForAll @Size(max = 5) List<Double> values, @ForAll boolean selected)
      throws IOException {
    List<ElementAlignment> rows = new ArrayList<>();
    for (double value : values) {
      rows.add(new ElementAlignment("vgg16", new Unit("conv", 3), rows.size(), value, selected));
    }
    // Without direction.
    rows.add(new ElementAlignment("vgg16", new Unit("conv", 3), rows.size(), Double.NaN, false));
    assertThat(RoundTrip.of(rows, ElementAlignment::write, ElementAlignment::read)).isEqualTo(rows);
  }

  @Property(tries = 50)
  void recovery(
      @ForAll @Size(max = 5) List<Double> cosines, @ForAll int mixed, @ForAll double purity)
      throws IOException {
    List<Recovery> rows =
        cosines.stream()
            .map(cosine -> new Recovery(key("mix2", 5), mixed, "dots", cosine, purity))
            .toList();
    assertThat(RoundTrip.of(rows, Recovery::write, Recovery::read)).isEqualTo(rows);
  }
}
