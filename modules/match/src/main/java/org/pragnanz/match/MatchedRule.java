package org.pragnanz.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.pragnanz.trial.Contrast;
import org.pragnanz.trial.Contrast.Chosen;
import org.pragnanz.trial.Targets;
import org.pragnanz.wordnet.WordNet;

/**
 * The contrast images of Experiments II and III (section 3.2.3): weak images with the labels of the
 * trial's strong ones, so that the trial cannot be solved by what the pictures are of.
 *
 * <p>A weak image matches a strong one at climb L if its label lies at or below a hypernym that is
 * at most L steps above the strong image's label. L grows from 0 until enough images match. They
 * are then dealt out to the strong images in turn, each taking the nearest that is left (a random
 * one of equals), so that no reference's label fills the panel.
 *
 * <p>The foil is matched too: were it any weak image, the label of the one query that fits the
 * panels would give the answer away. It is the match of the target query where that has one.
 *
 * @param labels the label of an image, a noun synset
 * @param climbs the highest L
 */
record MatchedRule(WordNet wordNet, UnaryOperator<String> labels, int climbs)
    implements ContrastRule {

  /** A weak image and the climb at which each strong image that it matches reaches it. */
  private record Candidate(String image, Map<String, Integer> climbs) {
    int nearest() {
      return climbs.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
    }
  }

  @Override
  public Outcome choose(UniformRandomProvider random, Targets targets, List<String> weakest) {
    int wanted = targets.references().size() + 1;
    // The target query is dealt to first, so that the first image dealt is its match: the foil.
    List<String> strong =
        Stream.concat(Stream.of(targets.query()), targets.references().stream()).toList();
    List<Candidate> candidates = candidates(strong, weakest);
    List<Integer> nearest = candidates.stream().map(Candidate::nearest).sorted().toList();
    if (nearest.size() < wanted) {
      return new TooFew(
          "%d of %d images match after %d climbs".formatted(nearest.size(), wanted, climbs));
    }
    int level = nearest.get(wanted - 1);
    // Shuffled once: the sorts below are stable, so equals stay in random order.
    ListSampler.shuffle(random, candidates);
    List<Chosen> dealt = deal(strong, candidates, level, wanted);
    return new Found(new Contrast(dealt.subList(1, wanted), dealt.get(0), targets.query()));
  }

  private List<Candidate> candidates(List<String> strong, List<String> weakest) {
    Set<String> taken = new HashSet<>(strong);
    return weakest.stream()
        .filter(image -> !taken.contains(image))
        .map(image -> new Candidate(image, climbs(strong, image)))
        .filter(candidate -> !candidate.climbs().isEmpty())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Map<String, Integer> climbs(List<String> strong, String weak) {
    String label = labels.apply(weak);
    Map<String, Integer> reached = new HashMap<>();
    for (String image : strong) {
      OptionalInt steps = wordNet.climbs(labels.apply(image), label);
      if (steps.isPresent() && steps.getAsInt() <= climbs) {
        reached.put(image, steps.getAsInt());
      }
    }
    return reached;
  }

  private static List<Chosen> deal(
      List<String> strong, List<Candidate> candidates, int level, int wanted) {
    List<Candidate> left =
        candidates.stream()
            .filter(candidate -> candidate.nearest() <= level)
            .collect(Collectors.toCollection(ArrayList::new));
    List<Chosen> dealt = new ArrayList<>();
    while (true) {
      for (String image : strong) {
        left.stream()
            .filter(candidate -> candidate.climbs().getOrDefault(image, level + 1) <= level)
            .min(Comparator.comparing(candidate -> candidate.climbs().get(image)))
            .ifPresent(
                candidate -> {
                  left.remove(candidate);
                  dealt.add(new Chosen(candidate.image(), candidate.nearest()));
                });
        if (dealt.size() == wanted) {
          return dealt;
        }
      }
    }
  }
}
