package org.pragnanz.basis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.data.Pools;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;
import org.pragnanz.files.Npy;
import org.pragnanz.matrix.FloatMatrix;

/**
 * The folder that {@code element} writes: {@code elements.csv} (layer, channel, basis, element,
 * frequency, channels), {@code dictionaries/<layer>-<channel>-<basis>.npy} and {@code pools.csv}.
 */
public final class Bases {
  private static final List<String> HEADER =
      List.of("layer", "channel", "basis", "element", "frequency", "channels");

  private Bases() {}

  public static Path elements(Path folder) {
    return folder.resolve("elements.csv");
  }

  public static Path pools(Path folder) {
    return folder.resolve("pools.csv");
  }

  /** A unit's dictionary in a basis that has one, float32 (k, C). */
  public static Path dictionary(Path folder, Pools.Key key) {
    return folder.resolve("dictionaries").resolve(key.id() + ".npy");
  }

  /** A row of {@code elements.csv}: which element stands for a unit, and how often it is first. */
  public record Chosen(Pools.Key key, int element, double frequency, int channels) {}

  /** Writes {@code elements.csv} into a folder, in the order of the list. */
  public static void write(Path folder, List<Chosen> chosen) throws IOException {
    Csv.write(
        elements(folder),
        HEADER,
        chosen,
        (rows, c) ->
            rows.add(
                c.key().unit().layer(),
                c.key().unit().channel(),
                c.key().basis(),
                c.element(),
                c.frequency(),
                c.channels()));
  }

  /**
   * Reads every unit's bases, in the keys' order.
   *
   * @throws InputException where a basis is unknown, named twice, or does not fit its dictionary
   */
  public static Map<Pools.Key, Basis> read(Path folder) throws IOException {
    List<Chosen> rows =
        Csv.read(
            elements(folder),
            row ->
                new Chosen(
                    Pools.Key.of(row),
                    row.integer("element"),
                    row.number("frequency"),
                    row.integer("channels")));
    Map<Pools.Key, Basis> bases = new TreeMap<>();
    for (Chosen row : rows) {
      Basis basis = read(folder, row.key(), row.element(), row.channels());
      if (bases.put(row.key(), basis) != null) {
        throw new InputException(
            "%s names %s a second time.".formatted(elements(folder), row.key().id()));
      }
    }
    if (bases.isEmpty()) {
      throw new InputException(elements(folder) + " names no unit.");
    }
    return bases;
  }

  private static Basis read(Path folder, Pools.Key key, int element, int channels)
      throws IOException {
    int channel = key.unit().channel();
    if (channel < 0 || channel >= channels) {
      throw new InputException(
          "%s: site %s has %d channels and no channel %d."
              .formatted(elements(folder), key.unit().layer(), channels, channel));
    }
    return switch (key.basis()) {
      case NeuronBasis.NAME -> new NeuronBasis(channel, channels);
      case CraftBasis.NAME -> {
        Path file = dictionary(folder, key);
        FloatMatrix dictionary = Npy.read(file);
        if (element < 0 || element >= dictionary.rows() || channels != dictionary.columns()) {
          throw new InputException(
              "%s is %d×%d, which does not fit element %d of %d channels in %s."
                  .formatted(
                      file,
                      dictionary.rows(),
                      dictionary.columns(),
                      element,
                      channels,
                      elements(folder)));
        }
        yield new CraftBasis(dictionary, element);
      }
      default ->
          throw new InputException(
              "%s names the basis '%s'; known are %s and %s."
                  .formatted(elements(folder), key.basis(), NeuronBasis.NAME, CraftBasis.NAME));
    };
  }
}
