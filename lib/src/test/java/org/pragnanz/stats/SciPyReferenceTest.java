package org.pragnanz.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Test;
import org.pragnanz.testing.SharedData;

/**
 * The values of {@code reference/statistics.json}: SciPy 1.10's {@code mannwhitneyu}, {@code
 * ttest_1samp}, {@code pearsonr} and {@code spearmanr} on samples that the file gives in full.
 */
class SciPyReferenceTest {
  private static final double STATISTIC = 1e-9;
  private static final double P_VALUE = 1e-6;

  /** Asymptotic p-values of the four samples with ties, exact ones of the three without. */
  @Test
  void agreesWithEveryMannWhitney() throws IOException {
    int asymptotic = 0;
    int exact = 0;
    for (JsonNode sample : reference("mann_whitney")) {
      double[] x = numbers(sample.get("x"));
      double[] y = numbers(sample.get("y"));
      for (AlternativeHypothesis alternative : AlternativeHypothesis.values()) {
        MannWhitney.Result result = MannWhitney.withDefaults().with(alternative).test(x, y);
        JsonNode expected =
            sample.get((result.exact() ? "exact_" : "asymptotic_") + scipy(alternative));
        if (expected != null) {
          assertClose(result.u(), expected.get("U"), STATISTIC);
          assertClose(result.p(), expected.get("p"), P_VALUE);
          asymptotic += result.exact() ? 0 : 1;
          exact += result.exact() ? 1 : 0;
        }
      }
    }
    assertThat(asymptotic).isEqualTo(12);
    assertThat(exact).isEqualTo(3);
  }

  @Test
  void agreesWithEveryOneSampleT() throws IOException {
    JsonNode samples = reference("t_one_sample");
    assertThat(samples).hasSize(4);
    for (JsonNode sample : samples) {
      OneSampleT result = OneSampleT.test(numbers(sample.get("x")), sample.get("mu").asDouble());
      assertClose(result.t(), sample.get("t"), STATISTIC);
      assertClose(result.p(), sample.get("p"), P_VALUE);
      assertClose(result.mean(), sample.get("mean"), STATISTIC);
      assertClose(result.cohenD(), sample.get("cohen_d"), STATISTIC);
      assertClose(result.interval().low(), sample.get("ci95").get(0), STATISTIC);
      assertClose(result.interval().high(), sample.get("ci95").get(1), STATISTIC);
    }
  }

  @Test
  void agreesWithEveryCorrelation() throws IOException {
    JsonNode samples = reference("correlation");
    assertThat(samples).hasSize(4);
    for (JsonNode sample : samples) {
      double[] x = numbers(sample.get("x"));
      double[] y = numbers(sample.get("y"));
      Correlation pearson = Correlation.pearson(x, y);
      assertClose(pearson.r(), sample.get("pearson").get(0), STATISTIC);
      assertClose(pearson.p(), sample.get("pearson").get(1), P_VALUE);
      Correlation spearman = Correlation.spearman(x, y);
      assertClose(spearman.r(), sample.get("spearman").get(0), STATISTIC);
      // SciPy's p-value is that of t for few pairs too, where ours is exact.
      if (!spearman.permuted()) {
        assertClose(spearman.p(), sample.get("spearman").get(1), P_VALUE);
      }
    }
  }

  private static JsonNode reference(String name) throws IOException {
    return new ObjectMapper()
        .readTree(SharedData.reference("statistics.json").toFile())
        .required(name);
  }

  private static String scipy(AlternativeHypothesis alternative) {
    return switch (alternative) {
      case TWO_SIDED -> "two-sided";
      case GREATER_THAN -> "greater";
      case LESS_THAN -> "less";
    };
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static void assertClose(double actual, JsonNode expected, double relative) {
    assertThat(actual)
        .isCloseTo(expected.asDouble(), within(relative * Math.abs(expected.asDouble())));
  }
}
