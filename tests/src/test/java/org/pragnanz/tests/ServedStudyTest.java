package org.pragnanz.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.tests.Participant.Hand;

/**
 * The participant's page in a real browser, served by the real server. A session has 9 + 11 trials.
 */
@Tag("browser")
class ServedStudyTest {
  private static final int PRACTICE = 9;
  private static final int MAIN = 11;

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @TempDir static Path folder;

  private static Map<String, String> answers;
  private static ServedSurvey server;

  private BrowserContext context = CHROMIUM.open();

  @BeforeAll
  static void serve() throws Exception {
    Path survey = SurveyFixture.make(folder, "--session-units", "6");
    answers = SurveyFixture.answers(survey);
    server = new ServedSurvey(survey, folder.resolve("responses.sqlite"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private Participant arrive(String worker, Hand hand) {
    Page page = context.newPage();
    page.navigate(server.address(worker));
    return new Participant(page, hand, answers);
  }

  /** As far as the main trials. */
  private Participant arriveAndPractise(String worker) {
    return practised(arrive(worker, Hand.MOUSE));
  }

  private static Participant practised(Participant participant) {
    participant.begin();
    participant.practise(1, PRACTICE);
    return participant;
  }

  /** The rest of the main trials, and away. */
  private static void complete(Participant participant, int from) {
    participant.work(from, MAIN, MAIN);
    leaveWithCode(participant);
  }

  private static void leaveWithCode(Participant participant) {
    participant.leave();
    // The server gives a code to whoever answered every trial, and to nobody else.
    assertThat(participant.page.locator(".code")).hasText("DONE");
  }

  @Test
  void aWholeSessionByMouseAsksNoOtherHost() {
    Set<String> hosts = new ConcurrentSkipListSet<>();
    context.onRequest((Request request) -> hosts.add(URI.create(request.url()).getHost()));

    complete(arriveAndPractise("mouse"), 1);

    assertThat(hosts).containsExactly("127.0.0.1");
  }

  @Test
  void aWholeSessionByKeyboard() {
    complete(practised(arrive("keyboard", Hand.KEYBOARD)), 1);
  }

  @Test
  void whoDoesNotConsentSeesNoTrial() {
    Participant participant = arrive("refuses", Hand.MOUSE);

    participant.choose("I do not take part");

    assertThat(participant.page.locator("h1")).hasText("You do not take part");
    assertThat(participant.page.locator("button, .code")).hasCount(0);
  }

  @Test
  void whoFailsThePracticeIsToldSoAndGetsAnotherCode() {
    Participant participant = arrive("fails", Hand.MOUSE);

    participant.begin();
    for (int i = 1; i < PRACTICE; i++) {
      participant.answer("Practice " + i + " of " + PRACTICE, i <= 4);
      assertThat(participant.page.locator(".verdict")).containsText(i <= 4 ? "Right" : "Not this");
      participant.choose("Continue");
    }
    participant.answer("Practice 9 of 9", false);

    assertThat(participant.page.locator("h1")).hasText("The study ends here");
    assertThat(participant.page.locator(".code")).hasText("SORRY");
  }

  @Test
  void aReloadGoesOnWhereItWas() {
    Participant participant = arriveAndPractise("reloads");
    participant.work(1, 3, MAIN);

    participant.page.reload();

    assertThat(participant.page.locator("p").first())
        .containsText("You have answered 12 of 20 trials");
    participant.choose("Go to full screen");
    complete(participant, 4);
  }

  @Test
  void whoHasNoIdIsSomebodyNewInATabOfTheirOwn() {
    Participant first = arrive("", Hand.MOUSE);
    first.begin();
    first.answer("Practice 1 of " + PRACTICE, true);
    Participant second = arrive("", Hand.MOUSE);

    practised(second);
    first.page.reload();

    assertThat(first.page.locator("p").first()).containsText("You have answered 1 of 20 trials");
  }

  @Test
  void aKilledServerLosesNoAnswer() throws Exception {
    Participant participant = arriveAndPractise("outlives");
    participant.work(1, 2, MAIN);

    server.kill();
    participant.work(3, 5, MAIN);
    assertThat(participant.page.locator("#status")).containsText("your answers are kept");
    server.start();

    participant.work(6, MAIN, MAIN);
    assertThat(participant.page.locator("#status")).isEmpty();
    leaveWithCode(participant);
  }

  @Test
  void aNetworkCutOfHalfAMinuteLosesNoAnswer() {
    Participant participant = arrive("cut", Hand.MOUSE);
    participant.page.clock().install();
    participant.page.reload();
    practised(participant);
    participant.work(1, 2, MAIN);

    context.setOffline(true);
    participant.work(3, 5, MAIN);
    participant.page.clock().fastForward(30_000);
    assertThat(participant.page.locator("#status")).containsText("The connection is lost");
    assertThat(participant.page.locator(".query")).hasCount(0); // Not into the next block.
    context.setOffline(false);

    participant.work(6, MAIN, MAIN);
    assertThat(participant.page.locator("#status")).isEmpty();
    leaveWithCode(participant);
  }

  @Test
  void aSecondTabSaysThatThereIsAFirstAndTakesOverFromIt() {
    Participant first = arriveAndPractise("twice");
    first.work(1, 1, MAIN);

    Participant second = arrive("twice", Hand.MOUSE);
    assertThat(second.page.locator("h1")).hasText("The study is open in another tab");
    first.work(2, 2, MAIN);
    first.page.close();

    second.choose("Go to full screen");
    complete(second, 3);
  }

  @Test
  void whoTookOverOnAnotherDeviceIsNotOverwritten() {
    Participant first = arriveAndPractise("moves");
    try (BrowserContext other = CHROMIUM.open()) {
      Page page = other.newPage();
      page.navigate(server.address("moves"));
      Participant second = new Participant(page, Hand.MOUSE, answers);
      second.choose("I agree and take part");
      second.choose("Go to full screen");
      second.work(1, 2, MAIN);
      page.waitForResponse("**/answers", () -> second.work(3, 3, MAIN));
    }

    first.work(1, 5, MAIN);
    assertThat(first.page.locator("h1")).hasText("The study cannot go on");
    first.page.reload();
    first.choose("Go to full screen");
    complete(first, 4);
  }

  @Test
  void aPhoneIsAskedForAComputer() {
    context =
        CHROMIUM.open(
            new NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(3)
                .setIsMobile(true)
                .setHasTouch(true)
                .setUserAgent(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
                        + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"));

    Participant participant = arrive("phone", Hand.MOUSE);

    assertThat(participant.page.locator("h1")).hasText("Please use a computer");
    assertThat(participant.page.locator("button")).hasCount(0);
  }

  @Test
  void aSmallWindowIsToBeEnlarged() {
    Participant participant = arrive("small", Hand.MOUSE);
    participant.page.setViewportSize(700, 500);
    participant.page.reload();
    assertThat(participant.page.locator("h1")).hasText("Please make the window larger");

    participant.page.setViewportSize(1280, 800);

    assertThat(participant.page.locator("h1")).hasText("Information and consent");
  }
}
