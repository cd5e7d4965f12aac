package org.pragnanz.element;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.pragnanz.basis.CraftBasis;
import org.pragnanz.data.ImageImportance;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.random.Draws;

/** How the element is chosen: the three strategies of the paper's appendix. */
enum Strategy {
  FREQUENCY,
  RANDOM,
  IMPORTANCE;

  /**
   * @param seed of the random choice
   * @param importance table whose rows of an element are averaged, for that strategy only
   */
  Chooser chooser(long seed, Optional<Path> importance) throws IOException {
    return switch (this) {
      case FREQUENCY -> (unit, live, frequency) -> highest(live, t -> frequency[t]);
      case RANDOM ->
          (unit, live, frequency) ->
              live.get(Draws.generator(seed, "element", unit.id()).nextInt(live.size()));
      case IMPORTANCE -> byImportance(importance.orElseThrow());
    };
  }

  private static Chooser byImportance(Path file) throws IOException {
    Map<Unit, Map<Integer, DoubleSummaryStatistics>> table = new HashMap<>();
    for (ImageImportance row : ImageImportance.read(file)) {
      if (row.key().basis().equals(CraftBasis.NAME)) {
        table
            .computeIfAbsent(row.key().unit(), unit -> new HashMap<>())
            .computeIfAbsent(row.element(), element -> new DoubleSummaryStatistics())
            .accept(row.importance());
      }
    }
    return (unit, live, frequency) -> {
      Map<Integer, DoubleSummaryStatistics> ofUnit = table.getOrDefault(unit, Map.of());
      if (!ofUnit.keySet().containsAll(live)) {
        throw new InputException(
            "%s lacks the importance of some elements of unit %s; make it with --elements-of all."
                .formatted(file, unit.id()));
      }
      return highest(live, t -> ofUnit.get(t).getAverage());
    };
  }

  /** The element with the highest score; of equals the first. */
  private static int highest(List<Integer> live, ToDoubleFunction<Integer> score) {
    return live.stream()
        .max(Comparator.comparingDouble(score).thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }
}
