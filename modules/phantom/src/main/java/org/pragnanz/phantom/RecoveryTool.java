package org.pragnanz.phantom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.Basis;
import org.pragnanz.cli.Tool;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Recovery;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Says how well each basis of each unit recovers what was planted in the phantom.
 *
 * <p>Inputs: {@code truth.csv} and {@code contents.csv} of {@code phantom}; the folder that {@code
 * element} wrote. Output: {@code recovery.csv} (layer, channel, basis, mixed, pattern, cosine,
 * purity): how many patterns the channel adds; the planted direction (a pattern's column of the
 * site's mixing matrix) that is nearest to the basis's direction, and their cosine; the share of
 * the 20 strongest images that hold their commonest pattern. Units of sites where nothing is
 * planted are left out.
 *
 * <p>Example: {@code pragnanz recovery --truth phantom/truth.csv --contents phantom/contents.csv
 * --elements elements --out recovery.csv}
 */
@Command(
    name = "recovery",
    description = "Phantom only: say how well each basis recovers the planted patterns.")
public final class RecoveryTool extends Tool {
  /** As many of a unit's strongest images as its purity is taken over. */
  private static final int STRONGEST = 20;

  @Option(names = "--truth", required = true, paramLabel = "F", description = "What was planted.")
  private Path truth;

  @Option(
      names = "--contents",
      required = true,
      paramLabel = "F",
      description = "What the images show.")
  private Path contents;

  @Option(
      names = "--elements",
      required = true,
      paramLabel = "DIR",
      description = "Folder that element wrote.")
  private Path elements;

  @Option(names = "--out", required = true, paramLabel = "F", description = "Table to write.")
  private Path out;

  @Override
  protected void run() throws IOException {
    Truth planted = Truth.read(truth);
    Contents shown = Contents.read(contents);
    Map<Pools.Key, Basis> bases = Bases.read(elements);
    Map<Pools.Key, Pools.Pool> pools = Pools.read(Bases.pools(elements));
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
    Recovery.write(out, recovered);
  }

  private List<String> strongest(Map<Pools.Key, Pools.Pool> pools, Pools.Key key) {
    Pools.Pool pool = pools.get(key);
    if (pool == null || pool.top().isEmpty()) {
      throw new InputException(
          "%s has no pool of %s; run element again.".formatted(Bases.pools(elements), key.id()));
    }
    return pool.top().stream().limit(STRONGEST).map(Pools.Ranked::image).toList();
  }
}
