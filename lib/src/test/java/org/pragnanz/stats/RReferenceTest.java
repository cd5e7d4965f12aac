package org.pragnanz.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Test;
import org.pragnanz.random.Draws;

/** Every value of {@code golden.json}, which {@code golden.R} beside it made with R and lme4. */
class RReferenceTest {
  @Test
  void shiftsAreThoseOfWilcoxTest() throws IOException {
    for (JsonNode sample : golden("shift")) {
      Shift shift = Shift.between(numbers(sample, "x"), numbers(sample, "y"), 0.95);
      assertThat(shift.exact()).isTrue();
      assertShift(shift, sample, 1e-9);
    }
  }

  @Test
  void signedRanksAndTheirShiftsAreThoseOfWilcoxTest() throws IOException {
    for (JsonNode sample : golden("paired")) {
      double[] d = numbers(sample, "d");
      SignedRank test = SignedRank.test(d, AlternativeHypothesis.TWO_SIDED);
      boolean exact = sample.get("exact").asBoolean();
      assertThat(test.exact()).isTrue();
      assertThat(test.w()).isEqualTo(sample.get("w").asDouble());
      // With ties R's p-value is that of the normal approximation.
      assertThat(test.p()).isCloseTo(sample.get("p").asDouble(), within(exact ? 1e-9 : 0.02));
      // With ties R solves for a root of the statistic, which is a step function: 4 digits.
      assertShift(Shift.of(d, 0.95), sample, exact ? 1e-9 : 1e-3);
    }
  }

  @Test
  void differencesOfCorrelationsAreThoseOfPsych() throws IOException {
    for (JsonNode sample : golden("williams")) {
      CorrelationDifference difference =
          CorrelationDifference.of(
              sample.get("xz").asDouble(),
              sample.get("yz").asDouble(),
              sample.get("xy").asDouble(),
              sample.get("n").asInt());
      assertThat(difference.t()).isCloseTo(sample.get("t").asDouble(), within(1e-9));
      assertThat(difference.p()).isCloseTo(sample.get("p").asDouble(), within(1e-9));
      Interval interval = difference.interval();
      assertThat(interval.low() <= 0 && 0 <= interval.high()).isEqualTo(difference.p() > 0.05);
    }
  }

  @Test
  void bootstrapIntervalsAreThoseOfBoot() throws IOException {
    for (JsonNode sample : golden("bca")) {
      Interval interval =
          Bootstrap.ofMean(numbers(sample, "x"), 0.95, 200_000, Draws.generator(1, "test"));
      // Two sets of random draws: the ends of 200,000 means agree to about 0.002 deviations.
      assertThat(interval.low()).isCloseTo(sample.get("low").asDouble(), within(5e-4));
      assertThat(interval.high()).isCloseTo(sample.get("high").asDouble(), within(5e-4));
    }
  }

  @Test
  void mixedModelsAreThoseOfLme4() throws Exception {
    for (JsonNode sample : golden("mixed")) {
      double[] basis = numbers(sample, "basis");
      double[] depth = numbers(sample, "depth");
      double[] correct = numbers(sample, "correct");
      double[][] x = new double[basis.length][];
      boolean[] right = new boolean[basis.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = new double[] {1, basis[i], depth[i], basis[i] * depth[i]};
        right[i] = correct[i] == 1;
      }
      MixedLogistic fit =
          MixedLogistic.fit(whole(sample, "participant"), whole(sample, "unit"), x, right);
      assertThat(fit.deviance()).isCloseTo(sample.get("deviance").asDouble(), within(1e-6));
      assertThat(fit.participantSd())
          .isCloseTo(sample.get("sd_participant").asDouble(), within(1e-3));
      assertThat(fit.unitSd()).isCloseTo(sample.get("sd_unit").asDouble(), within(1e-3));
      assertThat(fit.coefficients()).containsExactly(numbers(sample, "coefficients"), within(1e-3));
      assertThat(fit.standardErrors()).containsExactly(numbers(sample, "errors"), within(1e-2));
    }
  }

  private static void assertShift(Shift shift, JsonNode expected, double tolerance) {
    assertThat(shift.estimate()).isCloseTo(expected.get("estimate").asDouble(), within(tolerance));
    assertThat(shift.interval().low()).isCloseTo(expected.get("low").asDouble(), within(tolerance));
    assertThat(shift.interval().high())
        .isCloseTo(expected.get("high").asDouble(), within(tolerance));
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream json = RReferenceTest.class.getResourceAsStream("golden.json")) {
      JsonNode samples = new ObjectMapper().readTree(json).required(name);
      assertThat(samples).isNotEmpty();
      return samples;
    }
  }

  private static double[] numbers(JsonNode sample, String name) {
    return StreamSupport.stream(sample.get(name).spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static int[] whole(JsonNode sample, String name) {
    return StreamSupport.stream(sample.get(name).spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }
}
