package org.pragnanz.survey.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.pragnanz.survey.BrowserPlan;
import org.pragnanz.survey.Plan;
import org.pragnanz.survey.Side;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyTrial;

/**
 * The sessions of a page that has no server, one script each. The answers of the practice are in
 * them as hashes: out of plain sight, and no more than that, since there are but two answers to
 * try. Those of the main and catch trials are not in them.
 */
record SessionFiles(Study study, Names names) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OFFSET_BASIS = 0x811C9DC5;
  private static final int PRIME = 0x01000193;

  /** Writes {@code 1.js} and so on into a folder that is made. */
  void write(Path folder) throws IOException {
    Files.createDirectory(folder);
    Map<String, SurveyTrial> trials = study.byKey();
    for (int number = 1; number <= study.plans().size(); number++) {
      Plan plan = study.plan(number);
      ObjectNode shown =
          JSON.valueToTree(
              BrowserPlan.of(
                  plan, trials, Integer.toString(number), study.settings().languages().get(0), 0));
      for (int i = 0; i < plan.practice().size(); i++) {
        String key = plan.practice().get(i);
        String salt = names.of("salt", number, key);
        ((ObjectNode) shown.get("practice").get(i))
            .put("salt", salt)
            .put("check", check(salt, trials.get(key).side()));
      }
      Files.writeString(
          folder.resolve(number + ".js"), "window.PRAGNANZ_SESSION(" + shown + ");\n");
    }
  }

  /** What the right answer's hash is; the page tries both. */
  static String check(String salt, Side side) {
    return fnv1a(salt + ":" + side.label());
  }

  /** The FNV-1a hash (32 bit) of a text, a hash that a script has in three lines. */
  static String fnv1a(String text) {
    int hash = OFFSET_BASIS;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b) * PRIME;
    }
    return HexFormat.of().toHexDigits(hash);
  }
}
