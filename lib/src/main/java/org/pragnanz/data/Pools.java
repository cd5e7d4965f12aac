package org.pragnanz.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;

/**
 * A table of ranked images (layer, channel, basis, end, rank, image, activation): for each unit and
 * basis the strongest images (end top, rank 1 the strongest) and the weakest (end bottom, rank 1
 * the weakest).
 */
public final class Pools {
  public static final List<String> HEADER =
      List.of("layer", "channel", "basis", "end", "rank", "image", "activation");

  /** Which end of a unit's ranking. */
  public enum End {
    TOP,
    BOTTOM;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A unit in a basis. */
  public record Key(Unit unit, String basis) implements Comparable<Key> {
    /** The key that a table's row names: {@code layer}, {@code channel}, {@code basis}. */
    public static Key of(Csv.Row row) {
      return new Key(Unit.of(row), row.text("basis"));
    }

    @Override
    public int compareTo(Key other) {
      int byUnit = unit.compareTo(other.unit);
      return byUnit != 0 ? byUnit : basis.compareTo(other.basis);
    }

    /** How files call it, such as {@code layer3.2.bn2-117-craft}. */
    public String id() {
      return unit.id() + "-" + basis;
    }
  }

  /** An image and the unit's activation (or the element's code) for it. */
  public record Ranked(String image, double activation) {}

  /** One unit's pool in one basis, each list from rank 1 on. */
  public record Pool(List<Ranked> top, List<Ranked> bottom) {
    public List<Ranked> end(End end) {
      return end == End.TOP ? top : bottom;
    }
  }

  private Pools() {}

  /** Reads one or more tables, keyed by unit and basis in their natural order. */
  public static Map<Key, Pool> read(List<Path> files) throws IOException {
    Map<Key, Pool> pools = new TreeMap<>();
    for (Path file : files) {
      Csv.forEach(
          file,
          row -> {
            Key key = Key.of(row);
            Pool pool =
                pools.computeIfAbsent(key, k -> new Pool(new ArrayList<>(), new ArrayList<>()));
            List<Ranked> list =
                switch (row.text("end")) {
                  case "top" -> pool.top();
                  case "bottom" -> pool.bottom();
                  default -> throw row.fault("end", "is neither 'top' nor 'bottom'");
                };
            if (row.integer("rank") != list.size() + 1) {
              throw row.fault("rank", "is not the next rank, " + (list.size() + 1));
            }
            list.add(new Ranked(row.text("image"), row.number("activation")));
          });
    }
    if (pools.isEmpty()) {
      throw new InputException(files + " hold no pool.");
    }
    return pools;
  }

  /**
   * The N strongest images of a unit in a basis, from rank 1 on.
   *
   * @throws InputException where the pools lack the unit or hold fewer images of it
   */
  public static List<Ranked> strongest(Map<Key, Pool> pools, Key key, int n) {
    Pool pool = pools.get(key);
    if (pool == null) {
      throw new InputException(
          "The pools have no unit %s in the basis '%s'; they are of other units."
              .formatted(key.unit().id(), key.basis()));
    }
    if (pool.top().size() < n) {
      throw new InputException(
          "--strongest %d is more than the %d strongest images of unit %s in the pools; lower it to %d."
              .formatted(n, pool.top().size(), key.unit().id(), pool.top().size()));
    }
    return pool.top().subList(0, n);
  }

  public static Map<Key, Pool> read(Path file) throws IOException {
    return read(List.of(file));
  }

  public static void write(Path file, Map<Key, Pool> pools) throws IOException {
    Csv.write(
        file,
        HEADER,
        rows -> {
          for (Map.Entry<Key, Pool> entry : new TreeMap<>(pools).entrySet()) {
            Key key = entry.getKey();
            for (End end : End.values()) {
              int rank = 0;
              for (Ranked ranked : entry.getValue().end(end)) {
                rank++;
                rows.add(
                    key.unit().layer(),
                    key.unit().channel(),
                    key.basis(),
                    end.label(),
                    rank,
                    ranked.image(),
                    ranked.activation());
              }
            }
          }
        });
  }
}
