package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many people as the paper's Experiment I had, simulated by jsPsych, through the real server.
 */
@Tag("browser")
class SimulatedParticipantsTest {
  private static final int PEOPLE = 133;
  private static final int AT_ONCE = 4;
  private static final double ABILITY = 0.9;

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @TempDir Path folder;

  @Test
  void everyAnswerOf133PeopleReachesTheAnalysis() throws Exception {
    Path survey = SurveyFixture.make(folder);
    Path database = folder.resolve("responses.sqlite");
    try (ServedSurvey server = new ServedSurvey(survey, database)) {
      recruit(server, SurveyFixture.answers(survey));
    }
    Command.run("export", "--database", database, "--out", folder.resolve("exported"));
    Path responses = folder.resolve("exported/responses.csv");

    List<CSVRecord> rows = Pipeline.rows(responses);
    assertThat(rows).hasSize(PEOPLE * 40);
    assertThat(Pipeline.rows(folder.resolve("exported/practice.csv"))).hasSize(PEOPLE * 9);
    assertThat(counts(rows, "participant")).hasSize(PEOPLE).containsValue(40L);
    assertThat(rows).filteredOn(row -> row.get("kind").equals("catch")).hasSize(PEOPLE * 5);
    // Of 5,320 answers; the standard deviation is 0.004.
    assertThat(rows.stream().mapToInt(row -> Integer.parseInt(row.get("correct"))).average())
        .hasValueCloseTo(ABILITY, within(0.02));
    assertThat(counts(rows, "basis").values()).containsExactlyInAnyOrder(66 * 40L, 67 * 40L);

    Command.run("analyze", "--responses", responses, "--out", folder.resolve("analysis"));
    assertThat(folder.resolve("analysis/report.html")).isNotEmptyFile();
    // Some answer too many catch trials wrong.
    List<CSVRecord> judged =
        new ArrayList<>(Pipeline.rows(folder.resolve("analysis/participants.csv")));
    judged.addAll(Pipeline.rows(folder.resolve("analysis/excluded.csv")));
    assertThat(counts(judged, "participant")).hasSize(PEOPLE);
  }

  /** Until enough have completed the session, some at a time: few fail the practice. */
  private static void recruit(ServedSurvey server, Map<String, String> answers) throws Exception {
    BrowserContext context = CHROMIUM.open();
    context.addInitScript(
        """
        const answers = %s;
        window.PRAGNANZ_SIMULATION = {ability: %s, right: (trial) => answers[trial.queries[0]]};
        """
            .formatted(new ObjectMapper().writeValueAsString(answers), ABILITY));
    List<Page> pages = Stream.generate(context::newPage).limit(AT_ONCE).toList();
    int arrived = 0;
    int complete = 0;
    while (complete < PEOPLE) {
      List<Page> busy = pages.subList(0, Math.min(AT_ONCE, PEOPLE - complete));
      for (Page page : busy) {
        page.navigate(server.address("worker" + arrived++));
      }
      for (Page page : busy) {
        complete += page.locator(".code").innerText().equals("DONE") ? 1 : 0;
      }
    }
  }

  private static Map<String, Long> counts(List<CSVRecord> rows, String column) {
    return rows.stream()
        .collect(Collectors.groupingBy(row -> row.get(column), Collectors.counting()));
  }
}
