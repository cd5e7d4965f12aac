package org.pragnanz.serve.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Somebody opens the page.
 *
 * @param worker who it is to the recruiting site, or empty
 * @param study the recruiting site's name of the study, or empty
 * @param prolificSession the recruiting site's name of this taking part, or empty
 * @param language of the page's texts, or empty
 * @param browser what it is shown on: a text or an object
 */
public record Arrival(
    String worker, String study, String prolificSession, String language, JsonNode browser) {
  private static final String NAME = "[A-Za-z0-9._@:-]{0,100}";
  private static final int LONGEST = 1000;

  public Arrival {
    worker = Fields.matching(worker, NAME, "worker");
    study = Fields.matching(study, NAME, "study");
    prolificSession = Fields.matching(prolificSession, NAME, "prolificSession");
    language = Fields.matching(language, "[A-Za-z-]{0,20}", "language");
    browser = browser == null ? TextNode.valueOf("") : browser;
    if (!(browser.isTextual() || browser.isObject()) || browser.toString().length() > LONGEST) {
      throw Refusal.malformed("Field 'browser' is no short text or object.");
    }
    // As JSON, control characters are escaped; halves of characters are not.
    Fields.matching(browser.toString(), "\\P{C}*", "browser");
  }
}
