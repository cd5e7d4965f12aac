package org.pragnanz.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.tests.Participant.Hand;

/** The page for people who see or move differently, or read another language. */
@Tag("browser")
class AccessiblePageTest {
  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @TempDir static Path folder;

  private static Path survey;

  @BeforeAll
  static void makeASurvey() throws Exception {
    survey =
        SurveyFixture.make(folder, "--session-units", "1", "--session-count", "2", "--confidence");
  }

  private static Participant arrive(BrowserContext context, String query) throws Exception {
    Page page = context.newPage();
    page.navigate(survey.resolve("site/index.html").toUri() + "?session=1" + query);
    return new Participant(page, Hand.KEYBOARD, SurveyFixture.answers(survey));
  }

  @Test
  void axeFindsNothingOnAnyPage() throws Exception {
    Participant participant = arrive(CHROMIUM.open(), "");
    Page page = participant.page;
    isAccessible(page, "Information and consent");
    participant.choose("I agree and take part");
    isAccessible(page, "Full screen");
    participant.choose("Go to full screen");
    isAccessible(page, "What you will do");
    participant.choose("Continue");
    isAccessible(page, "How it goes");
    participant.choose("Continue");
    isAccessible(page, "Which of the two");
    page.keyboard().press("ArrowLeft");
    page.locator(".confidence").waitFor();
    isAccessible(page, "Which of the two");
    page.keyboard().press("3");
    page.locator(".verdict").waitFor();
    isAccessible(page, "Which of the two");
  }

  @Test
  void atTwiceTheZoomEveryImageIsInView() throws Exception {
    // What a window of 1280 x 800 is to a page at 200 %.
    Participant participant =
        arrive(
            CHROMIUM.open(
                new NewContextOptions().setViewportSize(640, 400).setDeviceScaleFactor(2)),
            "");
    participant.begin();

    for (var image : participant.page.locator(".trial img").all()) {
      BoundingBox box = image.boundingBox();
      assertThat(box.x).isNotNegative();
      assertThat(box.y).isNotNegative();
      assertThat(box.x + box.width).isLessThanOrEqualTo(640);
      assertThat(box.y + box.height).isLessThanOrEqualTo(400);
      assertThat(box.width).isGreaterThan(50);
    }
  }

  @Test
  void thePageSpeaksGermanWhereItIsAskedTo() throws Exception {
    Participant participant = arrive(CHROMIUM.open(), "&lang=de");

    assertThat(participant.page.locator("html")).hasAttribute("lang", "de");
    assertThat(participant.page.locator("h1")).hasText("Information und Einwilligung");
  }

  private static void isAccessible(Page page, String title) {
    assertThat(page.locator("h1")).containsText(title);
    assertThat(new AxeBuilder(page).analyze().getViolations()).as(title).isEqualTo(List.of());
  }
}
