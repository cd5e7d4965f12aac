package org.pragnanz.survey.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.files.Csv;
import org.pragnanz.survey.Plan;
import org.pragnanz.survey.Settings;
import org.pragnanz.survey.Side;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyTrial;
import org.pragnanz.testing.ToolRun;
import org.pragnanz.trial.Kind;

class ImportToolTest {
  private static final String SURVEY = "00112233aabbccdd";
  private static final int TRIALS = 4;

  @TempDir Path dir;
  private Study study;
  private String err = "";

  /**
   * Two plans of a practice trial, two main trials and a catch trial; the target is on the left.
   */
  @BeforeEach
  void makeAStudy() throws IOException {
    List<SurveyTrial> trials = new ArrayList<>();
    for (String basis : List.of("craft", "neuron")) {
      Kind[] kinds = {Kind.PRACTICE, Kind.MAIN, Kind.CATCH, Kind.MAIN};
      for (int i = 0; i < TRIALS; i++) {
        trials.add(
            new SurveyTrial(
                basis + i,
                "id-" + basis + i,
                kinds[i],
                "layer1.0.bn1",
                i,
                basis,
                Side.LEFT,
                List.of("a" + basis + i),
                List.of("b" + basis + i),
                List.of("c" + basis + i, "d" + basis + i)));
      }
    }
    List<Plan> plans =
        Stream.of("craft", "neuron")
            .map(b -> new Plan(b, List.of(b + 0), List.of(b + 1, b + 2, b + 3)))
            .toList();
    study =
        new Study(
            SURVEY,
            "exp-2",
            "resnet50",
            1,
            List.of("craft", "neuron"),
            new Settings(List.of("en"), 1, 3, 1, false, 1, 1),
            trials,
            plans);
    study.write(Files.createDirectories(dir.resolve("survey")));
  }

  private static String record(String session, String type, String fields) {
    return "{\"study\":\"%s\",\"session\":\"%s\",\"type\":\"%s\",%s}"
        .formatted(SURVEY, session, type, fields);
  }

  private static String opening(String session, int plan, String worker, String at) {
    return record(
        session,
        "session",
        "\"plan\":%d,\"worker\":\"%s\",\"at\":\"%s\",\"language\":\"en\",\"browser\":{\"w\":1200}"
            .formatted(plan, worker, at));
  }

  private static String answer(String session, int index, String side) {
    return record(
        session,
        "answer",
        "\"plan\":1,\"index\":%d,\"side\":\"%s\",\"rt\":1234.6,\"viewTime\":1200,\"events\":[{\"t\":3,\"type\":\"blur\"},{\"t\":9,\"type\":\"focus\"},{\"t\":12,\"type\":\"fullscreen-out\"}]"
            .formatted(index, side));
  }

  private static String end(String session, String state) {
    return record(
        session, "end", "\"state\":\"%s\",\"at\":\"2026-11-22T10:09:00Z\"".formatted(state));
  }

  /** A whole session: everything is answered with the left query. */
  private static List<String> session(String session, int plan, String worker, String at) {
    List<String> records = new ArrayList<>(List.of(opening(session, plan, worker, at)));
    records.add(
        record(
            session,
            "consent",
            "\"agreed\":true,\"version\":\"c0ffee\",\"at\":\"2026-11-22T10:00:30Z\""));
    IntStream.range(0, TRIALS).forEach(i -> records.add(answer(session, i, "left")));
    records.add(end(session, "complete"));
    return records;
  }

  private int imported(Map<String, String> files) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "import",
                "--survey",
                dir.resolve("survey").toString(),
                "--out",
                dir.resolve("out").toString()));
    for (Map.Entry<String, String> file : files.entrySet()) {
      args.add(Files.writeString(dir.resolve(file.getKey()), file.getValue()).toString());
    }
    ToolRun run = ToolRun.of(args);
    err = run.said();
    return run.code();
  }

  private List<String> column(String table, String column) throws IOException {
    return Csv.read(dir.resolve("out").resolve(table), row -> row.text(column));
  }

  @Test
  void readsLinesArraysAndArraysOneAfterTheOtherAlike() throws IOException {
    List<String> one = session("s1", 1, "A", "2026-11-22T10:00:00Z");
    List<String> two = session("s2", 2, "B", "2026-11-22T10:01:00Z");
    List<String> all = Stream.concat(one.stream(), two.stream()).toList();
    List<String> forms =
        List.of(
            String.join("\n", all) + "\n",
            "[" + String.join(",\n  ", all) + "]",
            "[" + String.join(",", one) + "][" + String.join(",", two) + "]",
            String.join("", all),
            "\uFEFF" + String.join("\r\n\r\n", all).replace(",\"", " ,\r\n \""));
    String first = "";
    for (String form : forms) {
      assertThat(imported(Map.of("results.txt", form))).as(err).isZero();
      assertThat(column("problems.csv", "problem")).isEmpty();
      assertThat(column("responses.csv", "participant"))
          .containsExactly("p0001", "p0001", "p0001", "p0002", "p0002", "p0002");
      String table = Files.readString(dir.resolve("out/responses.csv"));
      first = first.isEmpty() ? table : first;
      assertThat(table).isEqualTo(first);
    }
  }

  @Test
  void judgesAnswersByTheStudy() throws IOException {
    List<String> records = session("s1", 2, "A", "2026-11-22T10:00:00Z");
    records.set(4, answer("s1", 2, "right"));
    assertThat(imported(Map.of("r.jsonl", String.join("\n", records)))).as(err).isZero();
    assertThat(Files.readAllLines(dir.resolve("out/responses.csv")))
        .containsExactly(
            "experiment,model,basis,participant,trial,kind,layer,channel,correct,rt_ms,simulated,side,response,view_time_ms,blurs,full_screen_exits,confidence",
            "exp-2,resnet50,neuron,p0001,id-neuron1,main,layer1.0.bn1,1,1,1235,0,left,left,1200,1,1,",
            "exp-2,resnet50,neuron,p0001,id-neuron2,catch,layer1.0.bn1,2,0,1235,0,left,right,1200,1,1,",
            "exp-2,resnet50,neuron,p0001,id-neuron3,main,layer1.0.bn1,3,1,1235,0,left,left,1200,1,1,");
    assertThat(column("practice.csv", "trial")).containsExactly("id-neuron0");
    assertThat(column("set_aside.csv", "trial")).isEmpty();
    assertThat(Files.readAllLines(dir.resolve("out/sessions.csv")))
        .containsExactly(
            "experiment,model,participant,basis,state,answers,started,consented,consent_version,ended,language,browser",
            "exp-2,resnet50,p0001,neuron,complete,4,2026-11-22T10:00:00Z,2026-11-22T10:00:30Z,c0ffee,2026-11-22T10:09:00Z,en,\"{\"\"w\"\":1200}\"");
  }

  @Test
  void namesEveryRecordThatIsPartialDoubledContradictoryOrForeign() throws IOException {
    List<String> lines = new ArrayList<>(session("s1", 1, "A", "2026-11-22T10:00:00Z"));
    lines.add(4, answer("s1", 1, "left")); // row 5 repeats row 4
    lines.add(5, answer("s1", 1, "right")); // row 6 contradicts row 4
    lines.add(6, answer("s1", 2, "left").substring(0, 70)); // row 7 is cut off
    lines.add(answer("s9", 0, "left")); // row 11: nobody opened s9
    lines.add(answer("s1", 40, "left")); // row 12
    lines.add(answer("s1", 3, "left").replace(SURVEY, "0")); // row 13
    lines.add("<html>504 Gateway Time-out</html>"); // row 14
    assertThat(imported(Map.of("r.jsonl", String.join("\n", lines)))).as(err).isZero();
    assertThat(column("responses.csv", "response")).containsExactly("left", "left", "left");
    assertThat(column("problems.csv", "row"))
        .containsExactly("5", "6", "7", "11", "12", "13", "14");
    assertThat(column("problems.csv", "line")).isEqualTo(column("problems.csv", "row"));
    assertThat(column("problems.csv", "problem"))
        .containsExactly(
            "repeats row 4 of r.jsonl",
            "contradicts row 4 of r.jsonl, which counts",
            "is partial: no whole JSON object",
            "belongs to a session that no record opens",
            "has an index behind the session's last trial",
            "belongs to another survey, or to none",
            "is partial: no whole JSON object");
  }

  @Test
  void setsAsideWhatIsNotAFirstCompleteSession() throws IOException {
    List<String> records = new ArrayList<>(session("s1", 1, "A", "2026-11-22T10:00:00Z"));
    records.addAll(session("s2", 2, "A", "2026-11-22T11:00:00Z")); // the same person again
    records.add(opening("s3", 1, "C", "2026-11-22T12:00:00Z")); // gone after a trial
    records.add(answer("s3", 0, "left"));
    records.add(opening("s4", 2, "D", "2026-11-22T13:00:00Z"));
    records.add(end("s4", "refused"));
    records.add(opening("s5", 2, "", "2026-11-22T14:00:00Z"));
    records.add(end("s5", "complete")); // which it is not
    assertThat(imported(Map.of("r.jsonl", String.join("\n", records)))).as(err).isZero();
    assertThat(column("sessions.csv", "state"))
        .containsExactly("complete", "repeated", "open", "refused", "open");
    assertThat(column("responses.csv", "participant")).containsOnly("p0001");
    assertThat(column("set_aside.csv", "participant"))
        .containsExactly("p0002", "p0002", "p0002", "p0002", "p0003");
    assertThat(column("problems.csv", "problem"))
        .containsExactly("ends a session as complete that has 0 of 4 answers");
  }

  @Test
  void workersAreNamedInTheirOwnFileAlone() throws IOException {
    Map<String, String> files =
        Map.of(
            "r.jsonl",
            String.join("\n", session("secret-session", 1, "5f1a2b", "2026-11-22T10:00:00Z")));
    assertThat(imported(files)).as(err).isZero();
    assertThat(Files.readString(dir.resolve("out/workers.csv")))
        .isEqualTo("participant,session,worker\np0001,secret-session,5f1a2b\n");
    try (Stream<Path> all = Files.walk(dir.resolve("out"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("workers.csv")) {
          assertThat(file).content().doesNotContain("5f1a2b", "secret-session");
        }
      }
    }
  }

  @Test
  void refusesFilesWithoutASession() throws IOException {
    assertThat(imported(Map.of("r.jsonl", "hello"))).isEqualTo(2);
    assertThat(err).contains("holds no record of a session").hasLineCount(1);
    assertThat(dir.resolve("out")).doesNotExist();
  }

  /** The rules of psych-DS for a data set: names of files, required fields, columns described. */
  @Test
  void theDatasetIsPsychDs() throws IOException {
    Map<String, String> files =
        Map.of("r.jsonl", String.join("\n", session("s1", 1, "A", "2026-11-22T10:00:00Z")));
    assertThat(imported(files)).as(err).isZero();
    Path dataset = dir.resolve("out/dataset");
    JsonNode description =
        new ObjectMapper()
            .readTree(Files.readAllBytes(dataset.resolve("dataset_description.json")));
    assertThat(description.get("@type").asText()).isEqualTo("Dataset");
    assertThat(description.get("@context").asText()).matches("https?://schema\\.org/");
    assertThat(description.get("name").asText()).isNotBlank();
    assertThat(description.get("description").asText()).isNotBlank();
    List<String> described = new ArrayList<>();
    for (JsonNode variable : description.get("variableMeasured")) {
      assertThat(variable.get("@type").asText()).isEqualTo("PropertyValue");
      assertThat(variable.get("description").asText()).isNotBlank();
      described.add(variable.get("name").asText());
    }
    try (Stream<Path> data = Files.list(dataset.resolve("data"))) {
      List<Path> tables = data.toList();
      assertThat(tables).hasSize(1);
      for (Path table : tables) {
        assertThat(table.getFileName().toString())
            .isEqualTo("study-exp2_data.csv")
            .matches("([a-z]+-[a-zA-Z0-9]+)(_[a-z]+-[a-zA-Z0-9]+)*_data\\.csv");
        assertThat(Files.readAllLines(table).get(0).split(","))
            .containsExactlyElementsOf(described)
            .doesNotHaveDuplicates();
        assertThat(table).hasSameBinaryContentAs(dir.resolve("out/responses.csv"));
      }
    }
  }
}
