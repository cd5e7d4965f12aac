package org.pragnanz.units;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.UsageException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import org.pragnanz.random.Draws;

/**
 * Units drawn uniformly over layers, then over the layer's channels, none twice (Zimmermann et al.
 * 2023, as the paper's section 3.2.2 has it): a wide layer gets no more units than a narrow one.
 * With the same seed a smaller count draws a part of a larger one.
 */
final class Sampling {
  private final String model;
  private final List<Site> sites;

  Sampling(Architecture network) {
    this.model = network.name();
    this.sites = network.sites();
  }

  /**
   * @return the units by site, then by channel
   * @throws UsageException where the network has fewer units
   */
  List<StudiedUnit> draw(int count, long seed) {
    int all = sites.stream().mapToInt(Site::channels).sum();
    if (count > all) {
      throw new UsageException(
          "%s has %d units; ask for at most that, not for %d.".formatted(model, all, count));
    }
    UniformRandomProvider random = Draws.generator(seed, "units", model);
    List<SortedSet<Integer>> drawn = new ArrayList<>();
    sites.forEach(site -> drawn.add(new TreeSet<>()));
    int n = 0;
    while (n < count) {
      int s = random.nextInt(sites.size());
      int channels = sites.get(s).channels();
      if (drawn.get(s).size() < channels) {
        drawNew(random, channels, drawn.get(s));
        n++;
      }
    }
    List<StudiedUnit> units = new ArrayList<>();
    for (int s = 0; s < sites.size(); s++) {
      Site site = sites.get(s);
      for (int channel : drawn.get(s)) {
        units.add(new StudiedUnit(model, new Unit(site.name(), channel), site.depth()));
      }
    }
    return units;
  }

  private static void drawNew(
      UniformRandomProvider random, int channels, SortedSet<Integer> drawn) {
    boolean fresh = false;
    while (!fresh) {
      fresh = drawn.add(random.nextInt(channels));
    }
  }
}
