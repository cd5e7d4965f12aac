package org.pragnanz.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pragnanz.wordnet.WordNet;

class SceneTest {
  @Property(tries = 8)
  void paintsTheSamePictureAgain(@ForAll long seed, @ForAll @IntRange(max = 2000) int index) {
    Picture once = World.of(seed).scene("study", index).paint();
    Picture again = World.of(seed).scene("study", index).paint();

    assertThat(again.image().pixels()).isEqualTo(once.image().pixels());
    assertThat(again.shown()).isEqualTo(once.shown());
  }

  @Property(tries = 8)
  void holdsOneToThreeDifferentPatternsAndKnowsTheirAreas(@ForAll long seed) {
    Scene scene = World.of(seed).scene("study", 0);
    Picture picture = scene.paint();

    List<Pattern> patterns = scene.regions().stream().map(Region::pattern).toList();
    assertThat(patterns).hasSizeBetween(1, 3).doesNotHaveDuplicates();
    double background = 0;
    for (byte shown : picture.shown()) {
      background += shown == Picture.NONE ? 1.0 / picture.shown().length : 0;
    }
    double[] areas = picture.areas();
    assertThat(Arrays.stream(areas).sum() + background).isCloseTo(1, within(1e-9));
    for (Pattern pattern : Pattern.values()) {
      assertThat(patterns.contains(pattern) || areas[pattern.index()] == 0).isTrue();
    }
    float[][] cells = picture.areas(14);
    for (int p = 0; p < areas.length; p++) {
      double mean = 0;
      for (float cell : cells[p]) {
        mean += cell / (14.0 * 14.0);
      }
      assertThat(mean).isCloseTo(areas[p], within(1e-5));
    }
  }

  @Test
  void classesFavourTheirPatternsButDoNotDetermineThem() {
    World world = World.of(3);
    int typical = 0;
    int all = 0;
    for (int i = 0; i < 1200; i++) {
      List<Pattern> favourites = world.typical().get(World.kind(i));
      assertThat(favourites).hasSize(3).doesNotHaveDuplicates();
      for (Region region : world.scene("study", i).regions()) {
        typical += favourites.contains(region.pattern()) ? 1 : 0;
        all++;
      }
    }

    // Seven of ten draws favour, less the repeats that are drawn anew.
    assertThat((double) typical / all).isBetween(0.55, 0.75);
  }

  @Test
  void classesAreSynsetsThatMeetAFewHypernymsUp() {
    WordNet wordNet = new WordNet();
    Map<String, Integer> relatives = new HashMap<>();
    for (String synset : World.SYNSETS) {
      assertThat(wordNet.has(synset)).as(synset).isTrue();
      for (String other : World.SYNSETS) {
        if (!other.equals(synset) && wordNet.climbs(synset, other).orElse(99) <= 4) {
          relatives.merge(synset, 1, Integer::sum);
        }
      }
    }

    assertThat(new HashSet<>(World.SYNSETS)).hasSize(24);
    assertThat(relatives.keySet()).containsExactlyInAnyOrderElementsOf(World.SYNSETS);
  }
}
