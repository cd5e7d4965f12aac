package org.pragnanz.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.tests.Participant.Hand;

/** The page without a server of its own: from a disk, and in JATOS. A session has 9 + 7 trials. */
@Tag("browser")
class StaticStudyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PRACTICE = 9;
  private static final int MAIN = 7;

  /** What the page uses of JATOS's script; the batch session's first write meets another's. */
  private static final String JATOS =
      """
      let meets = true;
      const places = {"1": {session: "somebody", since: Date.now(), complete: false}};
      const jatos = {
        onLoad: (ready) => setTimeout(ready),
        urlQueryParameters: {PROLIFIC_PID: "p1"},
        studyJsonInput: {completionUrl: "http://jatos.test/completed"},
        workerId: 7,
        appendResultData: async (text) => { await kept(text); },
        endStudyAndRedirect: (url) => { location.href = url; },
        batchSession: {
          getAll: () => places,
          set: async (name, value) => {
            if (meets) {
              meets = false;
              places["2"] = {session: "somebody else", since: Date.now(), complete: true};
              throw new Error("outdated");
            }
            places[name] = value;
          },
        },
      };
      """;

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @TempDir static Path folder;

  private static Path survey;
  private static Map<String, String> answers;

  private final BrowserContext context = CHROMIUM.open();

  @BeforeAll
  static void makeASurvey() throws Exception {
    survey =
        SurveyFixture.make(folder, "--session-units", "2", "--session-count", "4", "--confidence");
    answers = SurveyFixture.answers(survey);
  }

  @Test
  void fromADiskTheAnswersAreSavedAsAFile() throws Exception {
    List<String> addresses = new ArrayList<>();
    context.onRequest((Request request) -> addresses.add(request.url()));
    Page page = context.newPage();
    page.navigate(survey.resolve("site/index.html").toUri().toString());
    page.locator("#number").fill("3");
    Participant participant = new Participant(page, Hand.MOUSE, answers);
    participant.choose("Continue");

    participant.begin();
    participant.practise(1, PRACTICE);
    participant.work(1, 3, MAIN);
    page.navigate(survey.resolve("site/index.html").toUri() + "?session=3");
    participant.choose("Go to full screen");
    participant.work(4, MAIN, MAIN);
    Download file = page.waitForDownload(participant::leave);

    assertThat(file.suggestedFilename()).matches("exp2-3-\\d{8}T\\d{6}Z\\.jsonl");
    isWholeSession(Files.readAllLines(file.path()), 3);
    isImported(file.path());
    assertThat(addresses).allMatch(url -> url.startsWith("file:") || url.startsWith("blob:"));
  }

  @Test
  void inJatosTheAnswersAreItsResultsAlsoWhereTheirWayIsCutByAReload() throws Exception {
    Path assets = unpacked();
    List<String> kept = new ArrayList<>();
    AtomicBoolean reachable = new AtomicBoolean(true);
    context.exposeFunction(
        "kept",
        arguments -> {
          if (!reachable.get()) {
            throw new IllegalStateException("no connection");
          }
          kept.add(((String) arguments[0]).strip());
          return null;
        });
    context.route("http://jatos.test/**", route -> serve(route, assets));
    Page page = context.newPage();
    page.navigate("http://jatos.test/index.html");
    Participant participant = new Participant(page, Hand.KEYBOARD, answers);

    participant.begin();
    participant.practise(1, PRACTICE);
    participant.work(1, 2, MAIN);
    reachable.set(false);
    participant.work(3, 3, MAIN);
    page.reload();
    reachable.set(true);
    participant.choose("Go to full screen");
    participant.work(4, MAIN, MAIN);
    participant.leave();
    participant.choose("Finish");

    page.waitForURL("http://jatos.test/completed");
    isWholeSession(kept, 3);
    isImported(Files.write(folder.resolve("jatos_results.txt"), kept));
  }

  private static void isImported(Path records) throws Exception {
    Path out = Files.createTempDirectory(folder, "imported").resolve("responses");
    Command.run("import", "--survey", survey, "--out", out, records);
    // One row for each main trial, below the header.
    assertThat(Files.readAllLines(out.resolve("responses.csv"))).hasSize(1 + MAIN);
    assertThat(Files.readAllLines(out.resolve("practice.csv"))).hasSize(1 + PRACTICE);
    assertThat(Files.readAllLines(out.resolve("problems.csv"))).hasSize(1);
  }

  private static void isWholeSession(List<String> lines, int plan) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : lines) {
      records.add(JSON.readTree(line));
    }
    assertThat(records).extracting(record -> record.get("study")).hasSize(lines.size());
    assertThat(records.stream().map(record -> record.get("session").asText()).distinct())
        .singleElement()
        .asString()
        .matches("[0-9a-f]{32}");
    assertThat(records.stream().map(record -> record.get("type").asText()).distinct())
        .containsExactly("session", "consent", "answer", "end");
    List<JsonNode> given =
        records.stream().filter(record -> record.get("type").asText().equals("answer")).toList();
    assertThat(given).hasSize(PRACTICE + MAIN);
    for (int i = 0; i < given.size(); i++) {
      assertThat(given.get(i).get("index").asInt()).isEqualTo(i);
      assertThat(given.get(i).get("plan").asInt()).isEqualTo(plan);
      assertThat(given.get(i).get("confidence").asInt()).isBetween(1, 3);
      assertThat(given.get(i).get("viewTime").asInt())
          .isGreaterThanOrEqualTo(given.get(i).get("rt").asInt());
    }
    assertThat(records.get(records.size() - 1).get("state").asText()).isEqualTo("complete");
  }

  private static void serve(Route route, Path assets) {
    String path = URI.create(route.request().url()).getPath();
    if (path.equals("/jatos.js")) {
      route.fulfill(new Route.FulfillOptions().setContentType("text/javascript").setBody(JATOS));
    } else if (path.equals("/completed")) {
      route.fulfill(new Route.FulfillOptions().setBody("completed"));
    } else {
      route.fulfill(new Route.FulfillOptions().setPath(assets.resolve(path.substring(1))));
    }
  }

  /** The archive's assets, as JATOS lays them out. */
  private static Path unpacked() throws IOException {
    Path assets = folder.resolve("assets");
    try (FileSystem zip = FileSystems.newFileSystem(survey.resolve("survey.jzip"));
        Stream<Path> all = Files.walk(zip.getPath("/"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (file.getNameCount() > 1) {
          Path target = assets.resolve(file.subpath(1, file.getNameCount()).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
    return assets;
  }
}
