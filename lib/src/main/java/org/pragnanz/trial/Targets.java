package org.pragnanz.trial;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.fault.InputException;
import org.pragnanz.random.Draws;

/**
 * The strongly activating images of a trial: the reference panel and the query to be chosen.
 *
 * <p>Drawn by what they are for alone (seed, kind, unit, basis, trial), so that tools that need
 * them agree without passing them on, and so that experiments that differ in the contrast images
 * show the same references.
 *
 * @param references image ids in the order of the panel, row by row
 * @param query the id of one more image, none of the references
 */
public record Targets(List<String> references, String query) {
  public Targets {
    references = List.copyOf(references);
  }

  /**
   * Which images are drawn.
   *
   * @param references size of the reference panel (9 in the study)
   * @param from how many of the strongest images they and the query are drawn from (150)
   */
  public record Rule(int references, int from) {
    public Rule {
      if (references < 1 || from <= references) {
        throw new IllegalArgumentException(
            references + " references and a query of " + from + " images");
      }
    }
  }

  /**
   * @param top the unit's strongest images, strongest first
   * @throws InputException where there are fewer of them than the rule draws from
   */
  public static Targets draw(
      long seed, Kind kind, Pools.Key key, int trial, List<Ranked> top, Rule rule) {
    if (top.size() < rule.from()) {
      throw new InputException(
          "The pool of %s holds %d strong images and %d are to be drawn from; lower --from to %d%s."
              .formatted(
                  key.id(),
                  top.size(),
                  rule.from(),
                  top.size(),
                  top.size() > rule.references()
                      ? ""
                      : " and --references to " + Math.max(1, top.size() - 1)));
    }
    List<String> drawn =
        Draws.sample(
                Draws.generator(
                    seed,
                    "references",
                    kind.label(),
                    key.unit().layer(),
                    key.unit().channel(),
                    key.basis(),
                    trial),
                top.subList(0, rule.from()),
                rule.references() + 1)
            .stream()
            .map(Ranked::image)
            .toList();
    return new Targets(drawn.subList(0, rule.references()), drawn.get(rule.references()));
  }

  /** All of them. */
  public Set<String> images() {
    return Stream.concat(references.stream(), Stream.of(query)).collect(Collectors.toSet());
  }
}
