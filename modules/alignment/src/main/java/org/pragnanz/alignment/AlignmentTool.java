package org.pragnanz.alignment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pragnanz.basis.Basis;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.ElementsOption;
import org.pragnanz.cli.options.ModelOption;
import org.pragnanz.cli.options.OutFile;
import org.pragnanz.data.ElementAlignment;
import org.pragnanz.data.Pools;
import org.pragnanz.fault.InputException;
import org.pragnanz.matrix.Hoyer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes how close the elements of every dictionary lie to the axes. */
@Command(
    name = "alignment",
    description = {
      "Measures how close the elements of dictionaries lie to the axes (Hoyer sparsity).",
      """

      The sparsity goes from 0 (all channels alike) to 1 (one channel, as a neuron's direction).
      Source: Colin et al. (arXiv 2411.03993), section 3.1, Eq. 2."""
    },
    footer =
        """
        Inputs
          --elements  the folder that element wrote: elements.csv, dictionaries/*.npy

        Outputs
          --out  CSV model,layer,channel,element,hoyer,selected, a row an element; selected is 1 where
                 the element stands for its unit. An element that is all zero has no direction and
                 an empty cell.

        Example
          pragnanz alignment --model resnet50 --elements elements --out alignment.csv""")
public final class AlignmentTool extends Tool {
  @Mixin ModelOption model;
  @Mixin ElementsOption elements;
  @Mixin OutFile out;

  @Override
  protected void run() throws IOException {
    List<ElementAlignment> table = new ArrayList<>();
    for (Map.Entry<Pools.Key, Basis> entry : elements.read().entrySet()) {
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
                model.name(),
                key.unit(),
                element.element(),
                Hoyer.sparsity(element.direction()),
                element.element() == chosen.element()));
      }
    }
    ElementAlignment.write(out.path(), table);
  }
}
