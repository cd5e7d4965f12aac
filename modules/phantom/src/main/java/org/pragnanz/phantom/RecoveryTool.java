package org.pragnanz.phantom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.Basis;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.ElementsOption;
import org.pragnanz.cli.options.OutFile;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Recovery;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes how well each basis of each unit recovers what was planted in the phantom. */
@Command(
    name = "recovery",
    description = {
      "Measures how well each basis recovers the planted patterns (phantom only).",
      """

      The planted direction (a pattern's column of the site's mixing matrix) that is nearest to the
      basis's direction, and their cosine; and the share of the unit's 20 strongest images that hold
      their commonest pattern. Units of sites where nothing is planted are left out."""
    },
    footer =
        """
        Inputs
          --truth     truth.csv that phantom wrote
          --contents  contents.csv that phantom wrote
          --elements  the folder that element wrote

        Outputs
          --out  CSV layer,channel,basis,mixed,pattern,cosine,purity; mixed: how many patterns the channel
                 adds

        Example
          pragnanz recovery --truth phantom/truth.csv --contents phantom/contents.csv \\
            --elements elements --out recovery.csv""")
public final class RecoveryTool extends Tool {
  /** As many of a unit's strongest images as its purity is taken over. */
  private static final int STRONGEST = 20;

  @Option(names = "--truth", required = true, description = "What was planted")
  Path truth;

  @Option(names = "--contents", required = true, description = "What the images show")
  Path contents;

  @Mixin ElementsOption elements;
  @Mixin OutFile out;

  @Override
  protected void run() throws IOException {
    Truth planted = Truth.read(truth);
    Contents shown = Contents.read(contents);
    Map<Pools.Key, Basis> bases = elements.read();
    Map<Pools.Key, Pools.Pool> pools = elements.readPools();
    List<Recovery> recovered = new ArrayList<>();
    for (Map.Entry<Pools.Key, Basis> entry : bases.entrySet()) {
      Unit unit = entry.getKey().unit();
      if (planted.knows(unit.layer())) {
        Truth.Nearest nearest = planted.nearest(unit.layer(), entry.getValue().direction());
        recovered.add(
            new Recovery(
                entry.getKey(),
                planted.mixed(unit.layer(), unit.channel()),
                nearest.pattern(),
                nearest.cosine(),
                shown.purity(strongest(pools, entry.getKey()))));
      }
    }
    Recovery.write(out.path(), recovered);
  }

  private List<String> strongest(Map<Pools.Key, Pools.Pool> pools, Pools.Key key) {
    Pools.Pool pool = pools.get(key);
    if (pool == null || pool.top().isEmpty()) {
      throw new InputException(
          "%s has no pool of %s; run element again."
              .formatted(Bases.pools(elements.folder()), key.id()));
    }
    return pool.top().stream().limit(STRONGEST).map(Pools.Ranked::image).toList();
  }
}
