package org.pragnanz.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;

/** Somebody who takes part: sees what the page shows, and acts by mouse or by keyboard alone. */
final class Participant {
  enum Hand {
    MOUSE,
    KEYBOARD
  }

  final Page page;
  private final Hand hand;
  private final Map<String, String> answers;

  /**
   * @param answers see {@link SurveyFixture#answers}
   */
  Participant(Page page, Hand hand, Map<String, String> answers) {
    this.page = page;
    this.hand = hand;
    this.answers = answers;
  }

  /** From the first page to the first practice trial. */
  void begin() {
    choose("I agree and take part");
    choose("Go to full screen");
    choose("Continue");
    choose("Continue");
  }

  /** The rest of the practice, all right, and on to the main trials. */
  void practise(int from, int trials) {
    for (int i = from; i <= trials; i++) {
      answer("Practice " + i + " of " + trials, true);
      assertThat(page.locator(".verdict")).containsText("Right");
      choose("Continue");
    }
    choose("Start");
  }

  /** Main trials, from and to counted from 1. */
  void work(int from, int to, int trials) {
    for (int i = from; i <= to; i++) {
      answer("Trial " + i + " of " + trials, true);
    }
  }

  /** One trial: waits until it is there, and chooses. */
  void answer(String title, boolean right) {
    assertThat(page.locator(".where")).hasText(title);
    String left = page.locator("[data-side=left] img").getAttribute("src");
    String side = (answers.get(left).equals("left") == right) ? "left" : "right";
    switch (hand) {
      case MOUSE -> page.locator("[data-side=" + side + "]").click();
      case KEYBOARD -> page.keyboard().press(side.equals("left") ? "ArrowLeft" : "ArrowRight");
    }
    if (page.evaluate("PRAGNANZ.confidence").equals(true)) {
      switch (hand) {
        case MOUSE -> page.locator("[data-degree='2']").click();
        case KEYBOARD -> page.keyboard().press("2");
      }
    }
  }

  /** Debriefing, to the last page. */
  void leave() {
    assertThat(page.locator("h1")).hasText("Thank you");
    choose("Finish");
  }

  /** Presses a button; by keyboard, going to it first as one goes without a mouse. */
  void choose(String button) {
    Locator wanted = page.locator("button", new Page.LocatorOptions().setHasText(button));
    wanted.waitFor();
    if (hand == Hand.MOUSE) {
      wanted.click();
      return;
    }
    for (int i = 0; !isFocused(wanted); i++) {
      if (i > 10) {
        throw new AssertionError("The Tab key does not reach '" + button + "'.");
      }
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Enter");
  }

  private static boolean isFocused(Locator element) {
    return (boolean) element.evaluate("element => element === document.activeElement");
  }
}
