package org.pragnanz.alignment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.Basis;
import org.pragnanz.cli.Tool;
import org.pragnanz.data.ElementAlignment;
import org.pragnanz.data.Pools;
import org.pragnanz.fault.InputException;
import org.pragnanz.matrix.Hoyer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How close the elements of every dictionary lie to the neurons' axes: their Hoyer sparsity, from 0
 * (all channels alike) to 1 (one channel).
 *
 * <p>Input: the folder that {@code element} wrote.
 *
 * <p>Output: a table (model, layer, channel, element, hoyer, selected), one row an element,
 * selected 1 where the element stands for its unit. An element that is all zero has no direction
 * and an empty cell.
 *
 * <p>Source: Colin et al. (arXiv 2411.03993), section 3.1, Eq. 2.
 */
@Command(
    name = "alignment",
    description = "How close the elements of dictionaries lie to the axes (Hoyer sparsity).")
public final class AlignmentTool extends Tool {
  @Option(names = "--model", paramLabel = "M", required = true, description = "The network's name.")
  private String model;

  @Option(
      names = "--elements",
      paramLabel = "DIR",
      required = true,
      description = "The folder that element wrote.")
  private Path elements;

  @Option(names = "--out", paramLabel = "F", required = true, description = "Output table.")
  private Path out;

  @Override
  protected void run() throws IOException {
    List<ElementAlignment> table = new ArrayList<>();
    for (Map.Entry<Pools.Key, Basis> entry : Bases.read(elements).entrySet()) {
      Pools.Key key = entry.getKey();
      Basis chosen = entry.getValue();
      if (chosen.element() >= 0 && chosen.channels() < 2) {
        throw new InputException(
            "Site %s has one channel, in which every direction is the same; leave it out."
                .formatted(key.unit().layer()));
      }
      for (Basis element : chosen.dictionary()) {
        table.add(
            new ElementAlignment(
                model,
                key.unit(),
                element.element(),
                Hoyer.sparsity(element.direction()),
                element.element() == chosen.element()));
      }
    }
    ElementAlignment.write(out, table);
  }
}
