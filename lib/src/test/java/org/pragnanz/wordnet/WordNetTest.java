package org.pragnanz.wordnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pragnanz.testing.SharedData;

/** Distances as WordNet 3.0's browser shows them (wn -hypen). */
class WordNetTest {
  private static final WordNet WORDNET = new WordNet();

  @ParameterizedTest(name = "{2} to {3}: {4}")
  @CsvSource({
    "n01440764, n01440764, tench, tench, 0",
    "n02084071, n02110341, dog, dalmatian, 0",
    "n02110341, n02084071, dalmatian, dog, 1",
    "n01440764, n01443537, tench, goldfish, 1",
    // Through carnivores it would be 3; a dog is a domestic animal as well.
    "n02110341, n02123045, dalmatian, tabby, 2",
    "n02123045, n02110341, tabby, dalmatian, 2",
  })
  void climbsTheShortestOfAllPaths(String from, String to, String a, String b, int climbs) {
    assertThat(WORDNET.climbs(from, to)).as("%s to %s", a, b).hasValue(climbs);
  }

  @ParameterizedTest(name = "{2} to {3}: {4}")
  @CsvSource({
    "n01440764, n01440764, tench, tench, 0",
    "n02084071, n02110341, dog, dalmatian, 1",
    "n01440764, n01443537, tench, goldfish, 2",
    // Two up to domestic animal, two down.
    "n02110341, n02123045, dalmatian, tabby, 4",
  })
  void stepsUpAndDownAgain(String from, String to, String a, String b, int steps) {
    assertThat(WORDNET.steps(from, to)).as("%s to %s", a, b).hasValue(steps);
    assertThat(WORDNET.steps(to, from)).as("%s to %s", b, a).hasValue(steps);
  }

  @Test
  void everythingIsAnEntity() {
    String entity = "n00001740";
    assertThat(WORDNET.climbs(entity, "n04523525")).as("vault").hasValue(0);
    assertThat(WORDNET.climbs("n04523525", entity).orElseThrow()).isGreaterThan(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "dog", "n0208407", "n02084072", "n99999999", "n00000005", "v02084071"})
  void knowsNoOtherIds(String id) {
    assertThat(WORDNET.has(id)).isFalse();
    assertThatThrownBy(() -> WORDNET.climbs(id, "n02084071"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsAllOfImageNetsClasses() throws IOException {
    Path classes = SharedData.data("imagenet_classes.txt");
    List<String> ids =
        Files.readAllLines(classes).stream().map(line -> line.substring(0, 9)).toList();
    assertThat(ids).hasSize(1000).allMatch(WORDNET::has);
  }
}
