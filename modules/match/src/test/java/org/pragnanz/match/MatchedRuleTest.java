package org.pragnanz.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pragnanz.random.Draws;
import org.pragnanz.trial.Contrast;
import org.pragnanz.trial.Contrast.Chosen;
import org.pragnanz.trial.Targets;
import org.pragnanz.wordnet.WordNet;

/** An image is called after its label: "n02110341/7". */
class MatchedRuleTest {
  private static final String TENCH = "n01440764";
  private static final String GOLDFISH = "n01443537";
  private static final String DALMATIAN = "n02110341";
  private static final String TABBY = "n02123045";
  private static final String TEAPOT = "n04398044";
  private static final WordNet WORDNET = new WordNet();

  private static MatchedRule rule(int climbs) {
    return new MatchedRule(WORDNET, MatchedRuleTest::label, climbs);
  }

  private static String label(String image) {
    return image.substring(0, image.indexOf('/'));
  }

  private static Stream<String> images(String label, String name, int n) {
    return IntStream.range(0, n).mapToObj(i -> label + "/" + name + i);
  }

  private static Targets targets(String query, String... references) {
    return new Targets(
        IntStream.range(0, 9)
            .mapToObj(i -> references[i % references.length] + "/ref" + i)
            .toList(),
        query + "/query");
  }

  private static ContrastRule.Outcome choose(int climbs, Targets targets, List<String> weakest) {
    return rule(climbs).choose(Draws.generator(1, "test"), targets, weakest);
  }

  private static Contrast found(ContrastRule.Outcome outcome) {
    assertThat(outcome).isInstanceOf(ContrastRule.Found.class);
    return ((ContrastRule.Found) outcome).contrast();
  }

  private static Map<String, Long> labels(Contrast contrast) {
    return contrast.panel().stream()
        .collect(Collectors.groupingBy(c -> label(c.image()), Collectors.counting()));
  }

  @Test
  void climbsHypernymsUntilNineMatch() {
    List<String> weakest =
        Stream.of(
                images(TEAPOT, "weak", 20),
                images(DALMATIAN, "weak", 20),
                images(GOLDFISH, "weak", 8),
                images(TENCH, "weak", 4))
            .flatMap(s -> s)
            .toList();
    Contrast contrast = found(choose(4, targets(TENCH, TENCH), weakest));
    // Four tenches are too few; one step up are the cyprinids, twelve with the goldfish.
    assertThat(contrast.climbs()).isEqualTo(1);
    assertThat(labels(contrast)).containsOnlyKeys(TENCH, GOLDFISH).containsEntry(TENCH, 3L);
    assertThat(contrast.foil()).satisfies(foil -> assertThat(label(foil.image())).isEqualTo(TENCH));
    assertThat(contrast.panel())
        .allSatisfy(c -> assertThat(c.climbs()).isEqualTo(label(c.image()).equals(TENCH) ? 0 : 1));
  }

  @Test
  void climbsNoFurtherThanNeeded() {
    List<String> weakest =
        Stream.concat(images(GOLDFISH, "weak", 20), images(TENCH, "weak", 10)).toList();
    Contrast contrast = found(choose(4, targets(TENCH, TENCH), weakest));
    assertThat(contrast.climbs()).isZero();
    assertThat(labels(contrast)).containsOnlyKeys(TENCH);
  }

  @Test
  void servesEveryReferenceInTurn() {
    List<String> weakest =
        Stream.of(
                images(TENCH, "weak", 50), images(DALMATIAN, "weak", 5), images(TEAPOT, "weak", 5))
            .flatMap(s -> s)
            .toList();
    Contrast contrast = found(choose(0, targets(TEAPOT, TENCH, DALMATIAN, TEAPOT), weakest));
    assertThat(labels(contrast)).isEqualTo(Map.of(TENCH, 3L, DALMATIAN, 3L, TEAPOT, 3L));
    assertThat(label(contrast.foil().image())).isEqualTo(TEAPOT);
  }

  @Test
  void matchesThroughAnyHypernym() {
    // Dogs and cats meet at the domestic animals after two climbs, at the carnivores after three.
    Targets dogs = targets(DALMATIAN, DALMATIAN);
    List<String> cats = images(TABBY, "weak", 10).toList();
    assertThat(found(choose(2, dogs, cats)).climbs()).isEqualTo(2);
    assertThat(choose(1, dogs, cats))
        .isEqualTo(new ContrastRule.TooFew("0 of 10 images match after 1 climbs"));
  }

  @Test
  void givesUpWhereTooFewMatch() {
    List<String> weakest =
        Stream.concat(images(TENCH, "weak", 9), images(TEAPOT, "weak", 50)).toList();
    assertThat(choose(4, targets(TENCH, TENCH), weakest))
        .isEqualTo(new ContrastRule.TooFew("9 of 10 images match after 4 climbs"));
  }

  @Test
  void neverShowsAReferenceAsContrast() {
    Targets targets = targets(TENCH, TENCH);
    List<String> weakest =
        Stream.concat(targets.images().stream().sorted(), images(TENCH, "weak", 10)).toList();
    Contrast contrast = found(choose(0, targets, weakest));
    assertThat(shown(contrast)).doesNotContainAnyElementsOf(targets.images());
  }

  @Property(tries = 200)
  void findsAllThatMatchAndNoneTwice(
      @ForAll long seed,
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 4) Integer> weakLabels,
      @ForAll @Size(10) List<@IntRange(max = 4) Integer> strongLabels,
      @ForAll @IntRange(max = 5) int climbs) {
    List<String> kinds = List.of(TENCH, GOLDFISH, DALMATIAN, TABBY, TEAPOT);
    List<String> strong = numbered(kinds, strongLabels, "strong");
    Targets targets = new Targets(strong.subList(0, 9), strong.get(9));
    List<String> weakest = numbered(kinds, weakLabels, "weak");
    Map<Integer, Long> within =
        IntStream.rangeClosed(0, climbs)
            .boxed()
            .collect(Collectors.toMap(l -> l, l -> matching(strong, weakest, l)));
    ContrastRule.Outcome outcome =
        rule(climbs).choose(Draws.generator(seed, "test"), targets, weakest);
    if (within.get(climbs) < 10) {
      assertThat(outcome).isInstanceOf(ContrastRule.TooFew.class);
      return;
    }
    Contrast contrast = found(outcome);
    assertThat(shown(contrast)).hasSize(10).doesNotHaveDuplicates().isSubsetOf(weakest);
    int level = IntStream.range(0, climbs + 1).filter(l -> within.get(l) >= 10).min().orElseThrow();
    assertThat(contrast.climbs()).isLessThanOrEqualTo(level);
    assertThat(outcome)
        .isEqualTo(rule(climbs).choose(Draws.generator(seed, "test"), targets, weakest));
  }

  private static long matching(List<String> strong, List<String> weakest, int climbs) {
    return weakest.stream()
        .filter(
            w ->
                strong.stream()
                    .anyMatch(
                        s ->
                            WORDNET.climbs(label(s), label(w)).orElse(Integer.MAX_VALUE) <= climbs))
        .count();
  }

  private static List<String> numbered(List<String> kinds, List<Integer> labels, String name) {
    List<String> images = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      images.add(kinds.get(labels.get(i)) + "/" + name + i);
    }
    return images;
  }

  private static List<String> shown(Contrast contrast) {
    return Stream.concat(contrast.panel().stream(), Stream.of(contrast.foil()))
        .map(Chosen::image)
        .toList();
  }
}
