package org.pragnanz.units;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;

/** A user's list of units (layer, channel), checked against the network. */
final class GivenUnits {
  private final Architecture network;

  GivenUnits(Architecture network) {
    this.network = network;
  }

  /**
   * @return the units by site, then by channel, with their depths
   * @throws InputException naming the row of a layer or channel that is not there, of a unit that
   *     is named twice, or of another model's unit
   */
  List<StudiedUnit> read(Path file) throws IOException {
    String model = network.name();
    Comparator<StudiedUnit> order = Comparator.comparingDouble(StudiedUnit::depth);
    Set<StudiedUnit> units = new TreeSet<>(order.thenComparing(StudiedUnit::unit));
    Csv.forEach(
        file,
        row -> {
          if (row.has("model")
              && !row.text("model").isEmpty()
              && !row.text("model").equals(model)) {
            throw row.fault(
                "model", "names '%s', but --model is '%s'".formatted(row.text("model"), model));
          }
          Unit unit = Unit.of(row);
          Site site = site(row, unit.layer());
          if (unit.channel() < 0 || unit.channel() >= site.channels()) {
            throw row.fault(
                "channel",
                "is %d, but %s of %s has channels 0 to %d"
                    .formatted(unit.channel(), site.name(), model, site.channels() - 1));
          }
          if (!units.add(new StudiedUnit(model, unit, site.depth()))) {
            throw row.fault("channel", "names unit " + unit.id() + " a second time");
          }
        });
    if (units.isEmpty()) {
      throw new InputException(file + " names no unit; it needs rows of layer,channel.");
    }
    return List.copyOf(units);
  }

  private Site site(Csv.Row row, String name) {
    try {
      return network.site(name);
    } catch (InputException e) {
      String hint = e.getMessage().replaceAll("\\.$", "");
      throw row.fault("layer", "is no site: " + hint);
    }
  }
}
