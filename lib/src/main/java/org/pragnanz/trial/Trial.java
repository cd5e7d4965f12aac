package org.pragnanz.trial;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.stream.Stream;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;

/**
 * One trial, as a participant sees it: contrast images on the left, two queries between, reference
 * images on the right.
 *
 * @param id its name in the study, such as {@code main-layer3.2.bn2-117-craft-4}
 * @param trial number among the unit's main trials, or among the basis's practice or catch trials,
 *     from 0
 * @param references image ids, row by row
 * @param contrasts image ids, row by row
 * @param queries image ids, first the one on the left
 * @param target which of the queries is to be chosen, 0 or 1
 */
@JsonPropertyOrder({
  "id",
  "kind",
  "layer",
  "channel",
  "basis",
  "trial",
  "references",
  "contrasts",
  "queries",
  "target"
})
public record Trial(
    String id,
    Kind kind,
    String layer,
    int channel,
    String basis,
    int trial,
    List<String> references,
    List<String> contrasts,
    List<String> queries,
    int target) {
  public Trial {
    references = List.copyOf(references);
    contrasts = List.copyOf(contrasts);
    queries = List.copyOf(queries);
  }

  /** The unit in its basis. */
  @JsonIgnore
  public Pools.Key key() {
    return new Pools.Key(new Unit(layer, channel), basis);
  }

  /** The query that is to be chosen. */
  @JsonIgnore
  public String targetQuery() {
    return queries.get(target);
  }

  /** The query that is not to be chosen. */
  @JsonIgnore
  public String foilQuery() {
    return queries.get(1 - target);
  }

  /** Every image shown; a catch trial shows two of them twice. */
  public Stream<String> images() {
    return Stream.of(contrasts, queries, references).flatMap(List::stream);
  }
}
