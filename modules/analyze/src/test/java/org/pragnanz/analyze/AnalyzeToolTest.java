package org.pragnanz.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.files.Csv;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.survey.ResponseRow;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

class AnalyzeToolTest {
  private static final String HEADER = String.join(",", ResponseRow.HEADER) + "\n";

  @TempDir Path folder;

  @Test
  void findsThePlantedAdvantageAndItsGrowthWithDepth() throws IOException {
    SyntheticStudy study = SyntheticStudy.paperLike("exp2", "resnet50", 133, 1);
    study.write(folder.resolve("responses.csv"));
    study.writeUnits(folder.resolve("units.csv"));
    analyze("--responses", "responses.csv", "--units", "units.csv");

    Map<String, List<String>> tests = tests();
    List<String> bases = tests.get("accuracy of craft against neuron: exp2/resnet50");
    assertThat(bases.get(1)).isEqualTo("Mann-Whitney U");
    assertThat(bases.get(2)).isEqualTo("two-sided");
    assertThat(bases.get(3)).startsWith("asymptotic");
    assertThat(Double.parseDouble(bases.get(8))).isLessThan(1e-6);
    assertThat(Double.parseDouble(bases.get(12))).isGreaterThan(0.4);
    List<String> deep = tests.get("accuracy with depth (Pearson): craft exp2/resnet50");
    List<String> flat = tests.get("accuracy with depth (Pearson): neuron exp2/resnet50");
    assertThat(Double.parseDouble(deep.get(9))).isLessThan(0.05);
    assertThat(Double.parseDouble(flat.get(9))).isGreaterThan(0.05);
    // Two conditions are the family.
    assertThat(Double.parseDouble(deep.get(9)))
        .isCloseTo(2 * Double.parseDouble(deep.get(8)), within(1e-15));
    assertThat(deep.get(10)).isEqualTo("bonferroni");
  }

  @Test
  void countsEveryUnitsTrialsOnce() throws IOException {
    SyntheticStudy study = SyntheticStudy.paperLike("exp2", "resnet50", 20, 2);
    study.write(folder.resolve("responses.csv"));
    analyze("--responses", "responses.csv");
    int kept = rows("participants.csv").size();
    assertThat(kept + rows("excluded.csv").size()).isEqualTo(20);
    assertThat(rows("unit_scores.csv").stream().mapToInt(r -> Integer.parseInt(r.get(6))).sum())
        .isEqualTo(35 * kept);
  }

  @Test
  void handlesOneParticipantOneUnitOneBasis() throws IOException {
    write("responses.csv", HEADER + "exp1,vgg16,neuron,p1,0,main,features.1,3,1,900,0\n");
    analyze("--responses", "responses.csv");
    assertThat(rows("bases.csv"))
        .containsExactly(List.of("exp1", "vgg16", "neuron", "1", "1.0", "", "", "", ""));
    assertThat(rows("unit_scores.csv")).hasSize(1);
    assertThat(tests().values())
        .hasSize(3)
        .allSatisfy(
            row -> {
              assertThat(row.get(3)).startsWith("not run: ");
              assertThat(row.get(8)).isEmpty();
            });
  }

  @Test
  void excludesByPracticeAttentionAndTimeWithReasons() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int p = 0; p < 30; p++) {
      for (int t = 0; t < 9; t++) {
        answer(text, p, "practice", t, p == 3 ? t < 4 : t < 5, 1000);
      }
      for (int t = 0; t < 5; t++) {
        answer(text, p, "catch", t, p == 5 ? t < 3 : t < 4, 1000);
      }
      answer(text, p, "main", 0, true, p == 7 ? 500_000 : 1000 + p);
    }
    write("responses.csv", text.toString());
    analyze("--responses", "responses.csv");
    // Ordered by condition, then by name; p3, p5 and p7 are all in craft.
    assertThat(rows("excluded.csv")).extracting(r -> r.get(3)).containsExactly("p3", "p5", "p7");
    assertThat(rows("excluded.csv"))
        .extracting(r -> r.get(4))
        .anySatisfy(r -> assertThat(r).isEqualTo("4 of 9 practice trials right, fewer than 5 of 9"))
        .anySatisfy(r -> assertThat(r).isEqualTo("3 of 5 catch trials right, fewer than 4 of 5"))
        .anySatisfy(r -> assertThat(r).startsWith("completion time 514 s is"));
    analyze(
        "--responses",
        "responses.csv",
        "--pass-mark",
        "4",
        "--catch-right",
        "3/5",
        "--time-deviations",
        "9");
    assertThat(rows("excluded.csv")).isEmpty();
  }

  @Test
  void pairsImportanceByUnit() throws IOException {
    SyntheticStudy.paperLike("exp2", "resnet50", 10, 3).write(folder.resolve("responses.csv"));
    StringBuilder text = new StringBuilder("model,layer,channel,basis,element,importance,images\n");
    double[] differences = {0.1, 0.2, 0.3, 0.6};
    for (int u = 0; u < differences.length; u++) {
      text.append("resnet50,layer1,%d,neuron,-1,%s,300\n".formatted(u, 10 * u));
      text.append("resnet50,layer1,%d,craft,4,%s,300\n".formatted(u, 10 * u + differences[u]));
    }
    write("importance.csv", text.toString());
    analyze("--responses", "responses.csv", "--importance", "importance.csv");
    List<String> row = tests().get("importance of craft less neuron: resnet50");
    // scipy.stats.ttest_1samp([.1, .2, .3, .6], 0)
    assertThat(Double.parseDouble(row.get(6))).isCloseTo(2.777460299317655, within(1e-9));
    assertThat(Double.parseDouble(row.get(8))).isCloseTo(0.0691368692644287, within(1e-6));
    assertThat(row.get(7)).isEqualTo("3");
  }

  @Test
  void comparesModelsByAlignmentAndAccuracy() throws IOException {
    SyntheticStudy.paperLike("exp2", "resnet50", 24, 4).write(folder.resolve("a.csv"));
    SyntheticStudy.paperLike("exp3", "vgg16", 24, 5).write(folder.resolve("b.csv"));
    write(
        "alignment.csv",
        """
        model,layer,channel,element,hoyer,selected
        resnet50,layer1,0,0,0.2,1
        resnet50,layer1,0,1,0.3,0
        resnet50,layer1,0,2,,0
        vgg16,features.1,0,0,0.5,1
        resnet50,layer1,1,0,0.4,1
        vgg16,features.1,0,1,0.6,0
        """);
    analyze("--responses", "a.csv", "b.csv", "--alignment", "alignment.csv");
    assertThat(tests())
        .containsKeys(
            "accuracy in basis neuron: exp2/resnet50 against exp3/vgg16",
            "accuracy in basis craft: exp2/resnet50 against exp3/vgg16");
    assertThat(tests().values())
        .filteredOn(row -> row.get(0).endsWith("exp2/resnet50 against exp3/vgg16"))
        .hasSize(3)
        .allSatisfy(
            row ->
                assertThat(row.get(3))
                    .endsWith("the studies differ in experiment too (exp2, exp3)"));
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("The two also differ in experiment");
    List<String> elements = tests().get("alignment (Hoyer), elements: resnet50 against vgg16");
    // The smallest of 5! / (3! 2!) = 10 orders, both tails.
    assertThat(Double.parseDouble(elements.get(8))).isCloseTo(2 / 10.0, within(1e-12));
    assertThat(elements.get(3)).startsWith("exact").contains("; descriptive");
    assertThat(elements.subList(4, 6)).containsExactly("3", "2");
    List<String> units =
        tests().get("alignment (Hoyer), mean of a dictionary: resnet50 against vgg16");
    // Means of 0.25 and 0.4 against 0.55: the smallest of 3 orders.
    assertThat(Double.parseDouble(units.get(8))).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(units.subList(3, 6)).containsExactly("exact", "2", "1");
    assertThat(rows("alignment_means.csv").get(0).subList(0, 3))
        .containsExactly("resnet50", "3", "2");
    assertThat(Double.parseDouble(rows("alignment_means.csv").get(0).get(3)))
        .isCloseTo((0.25 + 0.4) / 2, within(1e-12));
  }

  @Test
  void adjustsTheBasesOfAStudyAndTheModelsWithinABasis() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    List<String> bases = List.of("neuron", "craft", "sae");
    List<String> models = List.of("alexnet", "resnet50", "vgg16");
    for (int p = 0; p < 54; p++) {
      for (int t = 0; t < 6; t++) {
        text.append(
            "exp1,%s,%s,p%d,%d,main,layer1,%d,%d,900,0\n"
                .formatted(models.get(p / 18), bases.get(p % 3), p, t, t, t <= p % 4 ? 1 : 0));
      }
    }
    write("responses.csv", text.toString());
    analyze("--responses", "responses.csv");
    Map<String, Integer> families = new TreeMap<>();
    tests()
        .forEach(
            (name, row) -> {
              if (row.get(10).equals("bonferroni")) {
                families.merge(row.get(11), 1, Integer::sum);
                double p = Double.parseDouble(row.get(8));
                int tests = row.get(11).startsWith("models") ? 3 : 2;
                assertThat(Double.parseDouble(row.get(9))).isEqualTo(Math.min(1, tests * p));
              }
            });
    assertThat(families)
        .containsOnly(
            Map.entry("bases: exp1/alexnet", 2),
            Map.entry("bases: exp1/resnet50", 2),
            Map.entry("bases: exp1/vgg16", 2),
            Map.entry("bases over participants and units: exp1/alexnet", 2),
            Map.entry("bases over participants and units: exp1/resnet50", 2),
            Map.entry("bases over participants and units: exp1/vgg16", 2),
            Map.entry("bases by unit: exp1/alexnet", 2),
            Map.entry("bases by unit: exp1/resnet50", 2),
            Map.entry("bases by unit: exp1/vgg16", 2),
            Map.entry("models: neuron", 3),
            Map.entry("models: craft", 3),
            Map.entry("models: sae", 3));
    assertThat(tests().get("accuracy in basis craft: exp1/alexnet against exp1/vgg16").get(3))
        .doesNotContain("differ in experiment");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("0 of 2 differences from the baseline are reliable");
  }

  @Test
  void everyTestThatWasRunHasARowWithoutGaps() throws IOException {
    SyntheticStudy a = SyntheticStudy.paperLike("exp2", "resnet50", 24, 4);
    SyntheticStudy b = SyntheticStudy.paperLike("exp3", "vgg16", 24, 5);
    a.write(folder.resolve("a.csv"));
    b.write(folder.resolve("b.csv"));
    a.writeUnits(folder.resolve("units.csv"));
    analyze("--responses", "a.csv", "b.csv", "--units", "units.csv");
    assertThat(tests())
        .containsKeys(
            "basis (craft, neuron) by model: exp2/resnet50 against exp3/vgg16",
            "correlation with depth, craft less neuron: exp2/resnet50",
            "accuracy by unit of craft against neuron: exp2/resnet50",
            "odds of a right answer by basis x depth, craft against neuron: exp2/resnet50")
        .allSatisfy(
            (name, row) -> {
              boolean run = !row.get(3).startsWith("not run");
              // method, n1, statistic, p, correction, family, effect and its name, interval,
              // estimate
              for (int cell : new int[] {3, 4, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17}) {
                assertThat(row.get(cell).isEmpty() && run).as(name + ", cell " + cell).isFalse();
              }
            });
    List<String> mixed =
        tests().get("odds of a right answer by basis, craft against neuron: exp2/resnet50");
    assertThat(mixed.get(3)).startsWith("answers of 24 participants to 80 units");
    assertThat(rows("sensitivity.csv")).hasSize(2 * 27);
    assertThat(rows("sensitivity.csv").stream().filter(r -> r.get(3).equals("1"))).hasSize(2);
    assertThat(Files.readString(folder.resolve("out/methods.txt")))
        .contains("exp2/resnet50 between-subject", "seed of all random draws: 0");
  }

  @Test
  void pairsParticipantsWhoSawEveryBasisAndRefusesAMixture() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int p = 0; p < 6; p++) {
      for (String basis : List.of("neuron", "craft")) {
        for (int t = 0; t < 10; t++) {
          boolean right = t < (basis.equals("craft") ? 8 : 3 + p % 4);
          text.append(
              "exp1,vgg16,%s,p%d,%d,main,features.1,3,%d,900,0,left,1\n"
                  .formatted(basis, p, t, right ? 1 : 0));
        }
      }
    }
    String header = HEADER.strip() + ",side,confidence\n";
    write("responses.csv", text.toString().replace(HEADER, header));
    analyze("--responses", "responses.csv");
    List<String> row = tests().get("accuracy of craft against neuron: exp1/vgg16");
    assertThat(row.get(1)).isEqualTo("Wilcoxon signed-rank");
    // All six ranks speak for craft: 1 + ... + 6.
    assertThat(row.get(6)).isEqualTo("21.0");
    assertThat(Files.readString(folder.resolve("out/report.html"))).contains("within-subject");
    write(
        "responses.csv",
        text.toString().replace(HEADER, header)
            + "exp1,vgg16,craft,late,0,main,features.1,3,1,900,0,left,1\n");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(run(err, "--responses", "responses.csv")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("responses.csv, line 12: participant 'p0'", "others are in one basis alone");
  }

  @Test
  void leavesOutSessionsThatBrokeOff() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int p = 0; p < 8; p++) {
      for (int t = 0; t < (p == 2 ? 3 : 5); t++) {
        answer(text, p, "main", t, t < 3, 1000 + p);
      }
    }
    write("responses.csv", text.toString());
    analyze("--responses", "responses.csv");
    assertThat(rows("excluded.csv"))
        .containsExactly(
            List.of(
                "exp1",
                "vgg16",
                "neuron",
                "p2",
                "3 main trials answered, fewer than the 5 of most sessions"));
    assertThat(rows("exclusions.csv"))
        .contains(List.of("exp1", "vgg16", "neuron", "4", "1", "0", "0", "0", "3"));
    analyze("--responses", "responses.csv", "--complete", "3/5");
    assertThat(rows("excluded.csv")).isEmpty();
  }

  /** Tables as import and export write them: no practice, and complete sessions alone. */
  @Test
  void countsWhomThePageTurnedAway() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int p = 0; p < 6; p++) {
      for (int t = 0; t < 4; t++) {
        answer(text, p, "main", t, t <= p % 3, 1000 + p);
      }
      answer(text, p, "catch", 0, true, 1000);
    }
    write("responses.csv", text.toString());
    write(
        "sessions.csv",
        """
        experiment,model,participant,basis,state,answers
        exp1,vgg16,p0,neuron,complete,5
        exp1,vgg16,p1,craft,complete,5
        exp1,vgg16,p2,neuron,repeated,5
        exp1,vgg16,q1,neuron,failed,9
        exp1,vgg16,q2,craft,refused,0
        exp1,vgg16,q3,craft,open,12
        exp1,vgg16,q4,,open,0
        exp1,vgg16,q5,neuron,complete,5
        """);
    analyze("--responses", "responses.csv");
    String alone = Files.readString(folder.resolve("out/report.html"));
    assertThat(alone).contains("could not be applied here. The page may have applied it");
    analyze("--responses", "responses.csv", "--sessions", "sessions.csv");
    assertThat(rows("excluded.csv"))
        .extracting(r -> r.get(2) + " " + r.get(3) + ": " + r.get(4))
        .containsExactly(
            "neuron p2: the same person had taken part before",
            "neuron q1: the page ended the session at the practice",
            "neuron q5: complete, but its answers are not in the responses",
            "(none) q4: left before the first answer",
            "craft q2: consent was refused",
            "craft q3: left after 12 answers");
    assertThat(rows("exclusions.csv"))
        .containsExactly(
            List.of("exp1", "vgg16", "neuron", "5", "2", "1", "0", "0", "2"),
            List.of("exp1", "vgg16", "(none)", "1", "1", "0", "0", "0", "0"),
            List.of("exp1", "vgg16", "craft", "5", "2", "0", "0", "0", "3"));
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("The page applied it: the sessions that it ended, 1, are counted.")
        .contains("Participants excluded: 6")
        .doesNotContain("practice (dropped");
    assertThat(Files.readString(folder.resolve("out/methods.txt")))
        .startsWith("5 of 11 sessions were analysed");
    // Attention and completion time vary; the responses hold no practice trials.
    assertThat(rows("sensitivity.csv")).hasSize(9).allSatisfy(r -> assertThat(r.get(0)).isEmpty());
  }

  @Test
  void refusesSessionsItCannotTellApart() throws IOException {
    write("responses.csv", HEADER + "exp1,vgg16,neuron,p1,0,main,features.1,3,1,900,0\n");
    String header = "experiment,model,participant,basis,state,answers\n";
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    write("sessions.csv", header + "exp1,vgg16,p1,neuron,gone,1\n");
    assertThat(run(err, "--responses", "responses.csv", "--sessions", "sessions.csv")).isEqualTo(2);
    write("sessions.csv", header + "exp1,vgg16,q,neuron,open,1\nexp1,vgg16,q,craft,failed,1\n");
    assertThat(run(err, "--responses", "responses.csv", "--sessions", "sessions.csv")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("sessions.csv, line 2: column 'state' holds 'gone'")
        .contains("line 3: column 'participant' names 'q' of exp1/vgg16 a second time");
  }

  @Test
  void comparesTheShownElementAloneWhereAllWereMeasured() throws IOException {
    SyntheticStudy.paperLike("exp2", "resnet50", 10, 3).write(folder.resolve("responses.csv"));
    StringBuilder importance =
        new StringBuilder("model,layer,channel,basis,element,image,importance\n");
    StringBuilder alignment = new StringBuilder("model,layer,channel,element,hoyer,selected\n");
    for (int u = 0; u < 3; u++) {
      for (String image : List.of("a", "b")) {
        importance.append("resnet50,layer1,%d,neuron,-1,%s,1\n".formatted(u, image));
        importance.append("resnet50,layer1,%d,craft,0,%s,99\n".formatted(u, image));
        importance.append("resnet50,layer1,%d,craft,1,%s,%d\n".formatted(u, image, 2 + u));
      }
      alignment.append("resnet50,layer1,%d,0,0.4,0\nresnet50,layer1,%d,1,0.5,1\n".formatted(u, u));
    }
    write("importance.csv", importance.toString());
    write("alignment.csv", alignment.toString());
    analyze(
        "--responses",
        "responses.csv",
        "--importance",
        "importance.csv",
        "--alignment",
        "alignment.csv");
    List<String> row = tests().get("importance of craft less neuron: resnet50");
    // The differences are 1, 2, 3: mean 2, standard deviation 1, d = 2.
    assertThat(Double.parseDouble(row.get(12))).isCloseTo(2, within(1e-12));
    assertThat(row.get(13)).isEqualTo("cohen_d");
  }

  @Test
  void writesAReportThatStandsByItselfAndSaysWhoAnswered() throws IOException {
    SyntheticStudy study = SyntheticStudy.paperLike("exp2", "resnet50", 12, 7);
    study.write(folder.resolve("perceptual.csv"));
    study.write(folder.resolve("same.csv"));
    study.writeUnits(folder.resolve("units.csv"));
    analyze(
        "--responses",
        "perceptual.csv",
        "--units",
        "units.csv",
        "--observers",
        "machine <1>=" + folder.resolve("same.csv"),
        "--parameter",
        "seed=7");
    String page = Files.readString(folder.resolve("out/report.html"));
    assertThat(page.indexOf("Simulated responses")).isLessThan(page.indexOf("<h1>")).isPositive();
    assertThat(page)
        .contains("machine observer 'machine &lt;1&gt;'")
        .contains("<dt>seed</dt><dd>7</dd>");
    assertThat(page).doesNotContain("http").doesNotContain(folder.toString());
    // Simulated answers are no sample of people.
    assertThat(page)
        .contains(
            "the answers of one machine observer, 'machine &lt;1&gt;': p-values and intervals")
        .contains("How many participants a study would need is not shown")
        .doesNotContain("is reliable", "no reliable", "figures/power-");
    assertThat(rows("power.csv")).isEmpty();
    for (String figure :
        List.of(
            "fig3a-accuracy-by-experiment",
            "fig3b-accuracy-by-basis",
            "fig4-accuracy-by-depth-exp2-resnet50")) {
      assertThat(page).contains("figures/" + figure + ".svg");
      assertThat(folder.resolve("out/figures/" + figure + ".svg")).isNotEmptyFile();
      assertThat(folder.resolve("out/figures/" + figure + ".png")).isNotEmptyFile();
    }
  }

  @Test
  void tellsStudiesApartWhoseNamesEndAlike() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--responses"));
    int seed = 0;
    for (String experiment : List.of("exp2", "myexp2")) {
      SyntheticStudy.paperLike(experiment, "resnet50", 12, ++seed)
          .write(folder.resolve(experiment + ".csv"));
      arguments.add(experiment + ".csv");
    }
    arguments.add("--observers");
    for (String experiment : List.of("exp2", "myexp2")) {
      Path file = folder.resolve("machine-" + experiment + ".csv");
      SyntheticStudy.paperLike(experiment, "resnet50", 12, ++seed).write(file);
      arguments.add("machine=" + file);
    }
    analyze(arguments.toArray(String[]::new));
    String page = Files.readString(folder.resolve("out/report.html"));
    int caption = page.indexOf("<b>Machine against machine: observer 'machine', exp2/resnet50");
    assertThat(page.substring(caption, page.indexOf("</figcaption>", caption)))
        .contains("craft exp2/resnet50: r = ")
        .doesNotContain("myexp2");
  }

  @Test
  void simulatesThePowerOfAssumedEffectsWherePeopleAnswered() throws IOException {
    SyntheticStudy.paperLike("exp2", "resnet50", 24, 7).write(folder.resolve("simulated.csv"));
    String answers = Files.readString(folder.resolve("simulated.csv"));
    write("responses.csv", answers.replaceAll(",1\n", ",0\n"));
    analyze("--responses", "responses.csv", "--effects", "0.05", "0.1");
    assertThat(rows("power.csv")).extracting(r -> r.get(5)).containsOnly("0.05", "0.1");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("figures/power-craft_exp2_resnet50.svg", "the difference is reliable")
        .doesNotContain("how many sessions were simulated");
  }

  /** Of 20 units the basis helps 12 and harms 8: other units may show another mean. */
  @Test
  void theVerdictTakesUnitsAsASampleToo() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (String basis : List.of("neuron", "craft")) {
      for (int p = 0; p < 30; p++) {
        for (int u = 0; u < 20; u++) {
          int easy = basis.equals("neuron") ? 6 : u < 12 ? 9 : 4;
          text.append(
              "exp1,vgg16,%s,%s%d,0,main,layer%d,%d,%d,900,0\n"
                  .formatted(
                      basis, basis, p, u / 4, u, (p * 7 + u * 3 + p / 9) % 10 < easy ? 1 : 0));
        }
      }
    }
    write("responses.csv", text.toString());
    analyze("--responses", "responses.csv");
    List<String> people = tests().get("accuracy of craft against neuron: exp1/vgg16");
    List<String> both =
        tests().get("accuracy of craft against neuron, over participants and units: exp1/vgg16");
    assertThat(Double.parseDouble(people.get(8))).isLessThan(0.001);
    assertThat(Double.parseDouble(both.get(8))).isGreaterThan(0.05);
    assertThat(both.subList(20, 23))
        .containsExactly("bases over participants and units", "craft", "neuron");
    assertThat(both.get(23)).isEqualTo("0.05");
    assertThat(Double.parseDouble(both.get(24))).isGreaterThan(0.05);
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("a difference is not shown (9.8 points")
        .doesNotContain("the difference is reliable");
  }

  /** As u4.csv: four units, both bases' accuracies in the order of depth. */
  @Test
  void fewUnitsHaveExactPValuesAndPerfectCorrelationsNoDifference() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    StringBuilder units = new StringBuilder("model,layer,channel,depth\n");
    for (int u = 0; u < 4; u++) {
      units.append("vgg16,layer%d,0,%s\n".formatted(u, u / 3.0));
      for (String basis : List.of("neuron", "craft")) {
        for (int p = 0; p < 8; p++) {
          text.append(
              "exp1,vgg16,%s,%s%d,0,main,layer%d,0,%d,900,0\n"
                  .formatted(basis, basis, p, u, p < 2 * u + 1 ? 1 : 0));
        }
      }
    }
    write("responses.csv", text.toString());
    write("units.csv", units.toString());
    analyze("--responses", "responses.csv", "--units", "units.csv");
    List<String> spearman = tests().get("accuracy with depth (Spearman): craft exp1/vgg16");
    // R: cor.test(1:4, 1:4, method = "spearman"): p-value = 0.08333
    assertThat(Double.parseDouble(spearman.get(8))).isCloseTo(1 / 12.0, within(1e-12));
    assertThat(spearman.get(3)).startsWith("exact");
    assertThat(spearman.get(14)).isEmpty();
    assertThat(tests().get("correlation with depth, craft less neuron: exp1/vgg16").get(3))
        .isEqualTo("not run: a perfect correlation leaves no variance to compare by");
  }

  /** As t33.csv: 3 against 3 can reach 0.1, and an interval of 90 %. */
  @Test
  void smallSamplesSayWhatLevelTheirIntervalReaches() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int p = 0; p < 6; p++) {
      for (int t = 0; t < 20; t++) {
        text.append(
            "exp1,vgg16,%s,p%d,0,main,layer%d,0,%d,900,0\n"
                .formatted(
                    p < 3 ? "craft" : "neuron", p, t, t < (p < 3 ? 19 - p : 12 - p) ? 1 : 0));
      }
    }
    write("responses.csv", text.toString());
    analyze("--responses", "responses.csv");
    List<String> row = tests().get("accuracy of craft against neuron: exp1/vgg16");
    assertThat(Double.parseDouble(row.get(8))).isCloseTo(0.1, within(1e-12));
    assertThat(Double.parseDouble(row.get(26))).isCloseTo(0.9, within(1e-12));
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("Hodges-Lehmann shift 0.500, 90 % interval [0.400, 0.600]");
    assertThat(rows("bases.csv"))
        .allSatisfy(b -> assertThat(Double.parseDouble(b.get(6))).isBetween(0.0, 1.0));
    // What was not done is not told.
    assertThat(Files.readString(folder.resolve("out/methods.txt")))
        .contains("exact", "clustered by both")
        .doesNotContain("depth", "practice", "catch", "split-half", "completion time");
    analyze("--responses", "responses.csv", "--alternative", "greater");
    List<String> above = tests().get("accuracy of craft against neuron: exp1/vgg16");
    assertThat(above.get(15)).isEmpty();
    assertThat(Double.parseDouble(above.get(26))).isCloseTo(0.95, within(1e-12));
  }

  @Test
  void saysWhichUnitsHaveNoPairAndThatScoresDoNotAgree() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int p = 0; p < 8; p++) {
      for (int u = 0; u < 6; u++) {
        // Whoever errs errs on other units: no half agrees with another.
        text.append(
            "exp1,vgg16,%s,p%d,0,main,layer%d,0,%d,900,0\n"
                .formatted(
                    p < 4 ? "craft" : "neuron",
                    p,
                    p < 4 && u == 5 ? 9 : u,
                    (u + p) % 4 == 0 ? 0 : 1));
      }
    }
    write("responses.csv", text.toString());
    analyze("--responses", "responses.csv");
    assertThat(tests().get("accuracy by unit of craft against neuron: exp1/vgg16").get(3))
        .endsWith("units shown in one of the bases alone are left out, 2");
    assertThat(
            tests().get("odds of a right answer by basis, craft against neuron: exp1/vgg16").get(3))
        .contains("; singular: an sd of 0");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("No reliability of the units' scores is shown, craft exp1/vgg16");
  }

  @Test
  void refusesPeoplesAndSimulatedAnswersOfOneStudy() throws IOException {
    assertThat(
            refusal(
                """
                exp1,vgg16,neuron,p1,0,main,features.1,3,1,900,0
                exp1,vgg16,craft,p2,0,main,features.1,3,1,900,1
                """))
        .contains("responses.csv, line 3: exp1/vgg16 holds people's answers and simulated ones");
  }

  @Test
  void namesTheBasisThatIsHigherWhateverItsName() throws IOException {
    SyntheticStudy.paperLike("exp2", "resnet50", 60, 7).write(folder.resolve("simulated.csv"));
    String answers = Files.readString(folder.resolve("simulated.csv"));
    write(
        "responses.csv",
        answers.replaceAll(",1\n", ",0\n").replace(",craft,", ",sparse code against all,"));
    analyze("--responses", "responses.csv");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("the difference is reliable, sparse code against all is higher by ");
    assertThat(rows("tests.csv"))
        .filteredOn(r -> r.get(20).startsWith("bases"))
        .allSatisfy(
            r -> assertThat(r.subList(21, 23)).containsExactly("sparse code against all", "neuron"))
        .hasSize(3);
  }

  @Test
  void showsEachUnitsFirstTrialInBothBases() throws Exception {
    write(
        "responses.csv",
        HEADER
            + "exp1,vgg16,neuron,p1,0,main,features.1,3,1,900,0\n"
            + "exp1,vgg16,craft,p2,0,main,features.1,3,0,900,0\n");
    writeTrials();
    analyze("--responses", "responses.csv", "--trials", folder.resolve("trials").toString());
    Path gallery = folder.resolve("out/gallery/exp1-vgg16");
    String page = Files.readString(folder.resolve("out/report.html"));
    assertThat(page)
        .contains("Responses of people.")
        .containsSubsequence("features.1, channel 3", "<h4>neuron</h4>", "1.00 correct")
        .containsSubsequence("<h4>neuron</h4>", "<h4>craft</h4>", "0.00 correct");
    for (String basis : List.of("neuron", "craft")) {
      assertThat(page).contains("gallery/exp1-vgg16/features.1-3-" + basis + ".jpg");
      RgbImage picture = Images.read(gallery.resolve("features.1-3-" + basis + ".jpg"));
      // Contrast, two queries and reference, all beside each other.
      assertThat(List.of(picture.width(), picture.height())).containsExactly(492, 112);
    }
  }

  @Test
  void writesNothingWhereATableBesideTheTrialsIsBad() throws IOException {
    write("responses.csv", HEADER + "exp1,vgg16,neuron,p1,0,main,features.1,3,1,900,0\n");
    writeTrials();
    Files.createDirectories(folder.resolve("matching"));
    write("matching/unmatched.csv", "layer\nfeatures.1\n");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        run(
            err,
            "--responses",
            "responses.csv",
            "--trials",
            folder.resolve("trials").toString(),
            "--matching",
            folder.resolve("matching").toString());
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("unmatched.csv has no column");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void namesFileLineAndColumnOfBadInput() throws IOException {
    String good = "exp1,vgg16,neuron,p1,0,main,features.1,3,1,900,0\n";
    assertThat(refusal(good + "exp1,vgg16,neuron,p1,1,main,features.1,3,2,900,0\n"))
        .contains("responses.csv, line 3: column 'correct' holds '2', not 0 or 1");
    assertThat(refusal(good + "exp1,vgg16,neuron,p1,1,warmup,features.1,3,1,900,0\n"))
        .contains("line 3: column 'kind' holds 'warmup'");
    assertThat(refusal(good + "exp1,vgg16,craft,p1,1,main,features.1,3,1,900,0\n"))
        .contains("line 3: participant 'p1' of exp1/vgg16 is in basis 'craft' after 'neuron'");
    assertThat(refusal(good + good)).contains("line 3: repeats main trial 0");
    assertThat(refusal(good + "exp1,vgg16,neuron,p1,1,main,features.1,3,1,-5,0\n"))
        .contains("line 3: column 'rt_ms' holds -5");
    assertThat(refusal("")).contains("There is no response in");
  }

  @Test
  void doesNotDependOnTheOrderOfRows() throws IOException {
    SyntheticStudy.paperLike("exp2", "resnet50", 30, 6).write(folder.resolve("responses.csv"));
    analyze("--responses", "responses.csv");
    Map<String, String> forth = outputs();
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("responses.csv")));
    java.util.Collections.reverse(lines.subList(1, lines.size()));
    Files.write(folder.resolve("responses.csv"), lines);
    analyze("--responses", "responses.csv");
    assertThat(outputs()).isEqualTo(forth);
  }

  private void writeTrials() throws IOException {
    Map<String, TrialSet.Shown> images = new TreeMap<>();
    for (String id : List.of("a", "b", "c", "d", "unused")) {
      Path file = folder.resolve("trials/images/" + id + ".jpg");
      Images.writeJpeg(file, new RgbImage(2, 2, new byte[12]), 0.9f);
      images.put("n1/" + id, new TrialSet.Shown("images/" + id + ".jpg", "n00000001"));
    }
    List<Trial> trials = new ArrayList<>();
    for (String basis : List.of("craft", "neuron")) {
      for (int t : new int[] {1, 0}) {
        List<String> shown = List.of(t == 0 ? "n1/a" : "n1/unused");
        trials.add(
            new Trial(
                basis + t,
                Kind.MAIN,
                "features.1",
                3,
                basis,
                t,
                shown,
                List.of("n1/b"),
                List.of("n1/c", "n1/d"),
                0));
      }
    }
    new TrialSet("exp1", "vgg16", 1, new TrialSet.Parameters(1, 1, 1, 0, 0), images, trials)
        .write(folder.resolve("trials"));
  }

  private static void answer(
      StringBuilder text, int p, String kind, int trial, boolean correct, int rt) {
    text.append(
        "exp1,vgg16,%s,p%d,%d,%s,features.1,3,%d,%d,0\n"
            .formatted(p % 2 == 0 ? "neuron" : "craft", p, trial, kind, correct ? 1 : 0, rt));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void analyze(String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(run(err, arguments)).as(err.toString(StandardCharsets.UTF_8)).isZero();
  }

  private String refusal(String rows) throws IOException {
    write("responses.csv", HEADER + rows);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(run(err, "--responses", "responses.csv")).isEqualTo(2);
    assertThat(folder.resolve("out")).doesNotExist();
    return err.toString(StandardCharsets.UTF_8);
  }

  private int run(ByteArrayOutputStream err, String... arguments) {
    List<String> all = new ArrayList<>(List.of("analyze"));
    for (String argument : arguments) {
      all.add(
          argument.endsWith(".csv") && !argument.contains("=")
              ? folder.resolve(argument).toString()
              : argument);
    }
    all.addAll(List.of("--out", folder.resolve("out").toString()));
    return Main.run(new PrintStream(err, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
  }

  private List<List<String>> rows(String table) throws IOException {
    Path file = folder.resolve("out").resolve(table);
    List<String> header = List.of(Files.readAllLines(file).get(0).split(","));
    return Csv.read(file, row -> header.stream().map(row::text).toList());
  }

  private Map<String, List<String>> tests() throws IOException {
    Map<String, List<String>> tests = new TreeMap<>();
    rows("tests.csv").forEach(row -> assertThat(tests.put(row.get(0), row)).isNull());
    return tests;
  }

  private Map<String, String> outputs() throws IOException {
    Map<String, String> outputs = new TreeMap<>();
    for (String table :
        List.of(
            "participants.csv",
            "excluded.csv",
            "unit_scores.csv",
            "bases.csv",
            "tests.csv",
            "sensitivity.csv",
            "reliability.csv",
            "power.csv",
            "response_times.csv",
            "methods.txt",
            "report.html",
            "figures/fig3a-accuracy-by-experiment.svg")) {
      outputs.put(table, Files.readString(folder.resolve("out").resolve(table)));
    }
    return outputs;
  }
}
