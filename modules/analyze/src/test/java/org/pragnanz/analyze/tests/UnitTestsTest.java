package org.pragnanz.analyze.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Test;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.data.Unit;
import org.pragnanz.stats.Interval;

class UnitTestsTest {
  private static final Study STUDY = new Study("exp2", "resnet50");
  private static final int[][] NEURON = {
    {1, 2}, {1, 3}, {3, 4}, {2, 4}, {5, 8}, {4, 9}, {6, 7}, {2, 9}
  };
  private static final int[][] CRAFT = {
    {2, 3}, {1, 2}, {3, 4}, {6, 7}, {7, 8}, {8, 9}, {5, 7}, {7, 9}
  };

  @Test
  void pairsUnitsExactly() {
    TestRow row = row(AlternativeHypothesis.GREATER_THAN);
    assertThat(row.name()).isEqualTo("accuracy by unit of craft against neuron: exp2/resnet50");
    assertThat(row.subject().studies()).containsExactly(STUDY);
    assertThat(row.n1()).isEqualTo(8);
    assertThat(row.method()).contains("1 differences of 0 left out");
    // The differences times 252 are 42, 42, 0, 90, 63, 112, -36, 140: of the 128 ways to sign the
    // seven ranks, with 36 as the lowest, 2 reach a sum of 27.
    assertThat(row.outcome().orElseThrow().statistic()).isEqualTo(27);
    assertThat(row.outcome().orElseThrow().p()).isEqualTo(2 / 128.0);
    assertThat(row(AlternativeHypothesis.TWO_SIDED).outcome().orElseThrow().p())
        .isEqualTo(4 / 128.0);
  }

  @Test
  void adjustsWhereAStudyHasSeveralBases() {
    List<UnitScore> scores = new ArrayList<>(scores("neuron", NEURON));
    scores.addAll(scores("craft", CRAFT));
    assertThat(of(scores).get(0).outcome().orElseThrow().adjusted()).isEmpty();
    scores.addAll(scores("sae", CRAFT));
    assertThat(of(scores))
        .hasSize(2)
        .allSatisfy(
            row -> {
              TestRow.Outcome outcome = row.outcome().orElseThrow();
              assertThat(outcome.adjusted().orElseThrow().bonferroni()).isEqualTo(2 * outcome.p());
              assertThat(row.isOf(Question.BASES_BY_UNIT)).isTrue();
              assertThat(row.isOf(Question.BASES)).isFalse();
            });
  }

  private static TestRow row(AlternativeHypothesis alternative) {
    List<UnitScore> scores = new ArrayList<>(scores("neuron", NEURON));
    scores.addAll(scores("craft", CRAFT));
    // A unit that one basis alone has is no pair.
    scores.addAll(scores("craft", new int[][] {{1, 9}}, "site9"));
    return UnitTests.of(scores, new Contrasts("neuron"), alternative).get(0);
  }

  private static List<TestRow> of(List<UnitScore> scores) {
    return UnitTests.of(scores, new Contrasts("neuron"), AlternativeHypothesis.TWO_SIDED);
  }

  private static List<UnitScore> scores(String basis, int[][] counts) {
    return scores(basis, counts, "site1");
  }

  private static List<UnitScore> scores(String basis, int[][] counts, String layer) {
    List<UnitScore> scores = new ArrayList<>();
    for (int u = 0; u < counts.length; u++) {
      scores.add(
          new UnitScore(
              new Condition(STUDY, basis),
              new Unit(layer, u),
              Double.NaN,
              new Tally(counts[u][0], counts[u][1]),
              new Interval(0, 1)));
    }
    return scores;
  }
}
