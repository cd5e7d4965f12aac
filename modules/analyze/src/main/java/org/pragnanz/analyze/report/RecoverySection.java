package org.pragnanz.analyze.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.data.Recovery;

/** How well the directions recover what was planted. */
final class RecoverySection {
  private RecoverySection() {}

  /** The section that compares the bases by the number of patterns mixed. */
  static Html of(List<Recovery> all) {
    List<List<String>> rows = new ArrayList<>();
    all.stream()
        .collect(groupingBy(Recovery::mixed, TreeMap::new, toList()))
        .forEach(
            (mixed, units) ->
                bases(units)
                    .forEach(
                        (basis, some) ->
                            rows.add(
                                List.of(
                                    String.valueOf(mixed),
                                    basis,
                                    String.valueOf(some.size()),
                                    mean(some, Recovery::purity),
                                    mean(some, Recovery::cosine)))));
    return Html.element(
            "section",
            Html.element("h2", "Recovery of the planted patterns"),
            Html.element(
                "p",
                "The phantom network mixes a known number of patterns into each channel. Purity is"
                    + " the share of a unit's 20 strongest images that hold their commonest"
                    + " pattern; the cosine is that of the unit's direction to the nearest planted"
                    + " one. Where one pattern is planted there is nothing to gain; where several"
                    + " are mixed, a dictionary that works is purer and nearer than the neuron."),
            Html.table(
                "Recovery by number of mixed patterns (means over units)",
                List.of("patterns mixed", "basis", "units", "purity", "cosine to truth"),
                rows))
        .with("id", "recovery");
  }

  private static Map<String, List<Recovery>> bases(List<Recovery> units) {
    return units.stream()
        .collect(groupingBy(r -> r.key().basis(), () -> new TreeMap<>(Condition.BASES), toList()));
  }

  private static String mean(List<Recovery> some, ToDoubleFunction<Recovery> value) {
    return Numbers.fixed(some.stream().mapToDouble(value).average().orElseThrow(), 3);
  }
}
