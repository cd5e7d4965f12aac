package org.pragnanz.analyze.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.Layout;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Responses;
import org.pragnanz.analyze.responses.Sources;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.analyze.screening.Screening;
import org.pragnanz.analyze.screening.Share;
import org.pragnanz.analyze.tests.TestRow;
import org.pragnanz.analyze.tests.UnitScore;
import org.pragnanz.fault.InputException;
import org.pragnanz.testing.SharedData;

/** Other studies' tables, read through a map of columns. */
class ForeignDataTest {
  private static final String MAP =
      """
      {
        "experiment": {"constant": "other"},
        "model": {"column": "net"},
        "participant": "who",
        "basis": {"column": "condition", "values": {"A": "neuron", "B": "craft"}},
        "unit": "item",
        "correct": {"column": "hit", "values": {"yes": 1, "no": 0}},
        "rt": {"column": "seconds", "unit": "s"},
        "rows": {
          "main": {"block": ["2", "3"]},
          "catch": {"block": 2, "easy": true}
        }
      }
      """;
  private static final String HEADER = "net,who,condition,item,hit,seconds,block,easy\n";

  @TempDir Path folder;

  /** People's answers: Borowski et al. (2021), Experiment I; the values are pandas' and SciPy's. */
  @Test
  void pairsTheAnswersOfBorowskisParticipants() throws IOException {
    Findings findings = borowski(Optional.empty());
    assertThat(findings.designs().values()).containsExactly(Design.WITHIN);
    Map<Condition, List<UnitScore>> units =
        findings.units().stream().collect(Collectors.groupingBy(UnitScore::condition));
    Study study = new Study("borowski2021-1", "inceptionv1");
    assertThat(total(units.get(new Condition(study, "natural")))).isEqualTo(new Tally(415, 450));
    assertThat(total(units.get(new Condition(study, "optimized")))).isEqualTo(new Tally(369, 450));
    TestRow row = findings.tests().get(0);
    assertThat(row.test()).isEqualTo(TestRow.SIGNED_RANK);
    assertThat(row.n1()).isEqualTo(10);
    // R: wilcox.test(natural, optimized, paired = TRUE, exact = FALSE) over the numbers of right
    // answers: V = 45. All nine differences that are not 0 are positive: 2 of the 512 ways to sign
    // them, where R's approximation finds 0.00909.
    assertThat(row.outcome().get().statistic()).isEqualTo(45);
    assertThat(row.outcome().get().p()).isEqualTo(2 / 512.0);
  }

  @Test
  void takesBorowskisBasesAsIndependentIfToldTo() throws IOException {
    TestRow row = borowski(Optional.of(Design.BETWEEN)).tests().get(0);
    assertThat(row.test()).isEqualTo(TestRow.MANN_WHITNEY);
    assertThat(row.method()).startsWith("asymptotic");
    // scipy.stats.mannwhitneyu(natural, optimized, method="asymptotic"), SciPy 1.10
    assertThat(row.outcome().get().statistic()).isEqualTo(97);
    assertThat(row.outcome().get().p()).isCloseTo(3.69615e-4, within(1e-9));
  }

  @Test
  void findsKindsValuesAndTimes() throws IOException {
    Responses responses =
        responses(
            """
            r50,ann,A,u1,yes,1.5,2,False
            r50,ann,A,u1,no,2,2,True
            r50,ann,C,u2,yes,-1,2,False
            r50,ann,A,u2,no,2,1,False
            r50,bob,B,u2,no,0.25,3,True
            """);
    assertThat(responses.size()).isEqualTo(3);
    assertThat(responses.leftOut()).isEqualTo(2);
    Study study = new Study("other", "r50");
    assertThat(responses.participants())
        .containsExactly(
            new Participant(
                new Condition(study, "neuron"),
                "ann",
                Tally.NONE,
                new Tally(1, 1),
                new Tally(0, 1),
                3_500_000,
                false),
            new Participant(
                new Condition(study, "craft"),
                "bob",
                Tally.NONE,
                new Tally(0, 1),
                Tally.NONE,
                250_000,
                false));
  }

  @Test
  void namesFileAndLineOfWhatItCannotRead() {
    assertRefused("r50,ann,A,u1,yes,-0.1,3,x\n", "other.csv, line 2: column 'seconds' holds -0.1");
    assertThatThrownBy(() -> responses("r50,ann,A,u1,maybe,1,3,x\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("There is no response");
  }

  @Test
  void saysWhatTheMapLacks() throws IOException {
    assertMapRefused("{}", "map.json has no \"experiment\"; name its column");
    assertMapRefused(MAP.replace("\"seconds\", \"unit\": \"s\"", "\"t\""), "gives \"rt\" no unit");
    assertMapRefused(MAP.replace("\"correct\"", "\"corect\""), "an entry \"corect\" that means");
    assertMapRefused(MAP.replace("\"main\"", "\"practice\""), "nothing of \"main\"");
    assertMapRefused("{", "map.json is no JSON");
    assertMapRefused(MAP.replace("\"who\"", "\"whom\""), "has no column 'whom'; it has net, who");
  }

  private Findings borowski(Optional<Design> design) throws IOException {
    Path data = SharedData.data("human/borowski2021_experiment_I.csv");
    return Findings.of(
        new Sources(
            List.of(data),
            Optional.of(Path.of(System.getProperty("pragnanz.root"), "docs/borowski2021.json")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty()),
        new Settings(
            new Screening.Criteria(new Share(5, 9), new Share(4, 5), 3, new Share(1, 1)),
            AlternativeHypothesis.TWO_SIDED,
            design,
            Condition.NEURON,
            List.of(),
            0.05,
            1));
  }

  private static Tally total(List<UnitScore> units) {
    return units.stream().map(UnitScore::main).reduce(Tally.NONE, Tally::plus);
  }

  private Responses responses(String rows) throws IOException {
    return responses(MAP, rows);
  }

  private Responses responses(String map, String rows) throws IOException {
    Path file = Files.writeString(folder.resolve("other.csv"), HEADER + rows);
    Path json = Files.writeString(folder.resolve("map.json"), map);
    return Responses.read(List.of(file), Layout.of(Optional.of(json)));
  }

  private void assertRefused(String rows, String message) {
    assertThatThrownBy(() -> responses(rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private void assertMapRefused(String map, String message) {
    assertThatThrownBy(() -> responses(map, "r50,ann,A,u1,yes,1,3,x\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
