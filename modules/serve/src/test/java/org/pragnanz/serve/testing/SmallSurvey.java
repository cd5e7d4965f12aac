package org.pragnanz.serve.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pragnanz.survey.Plan;
import org.pragnanz.survey.Settings;
import org.pragnanz.survey.Side;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyFolder;
import org.pragnanz.survey.SurveyTrial;
import org.pragnanz.trial.Kind;

/** A survey of the paper's size a session (9 practice trials, 35 main, 5 catch) and few units. */
public final class SmallSurvey {
  public static final int PRACTICE = 9;
  public static final int MAIN = 40;
  public static final int TRIALS = PRACTICE + MAIN;
  private static final int CATCHES = 5;
  private static final int UNITS = 40;
  private static final int PLANS = 16;
  private static final List<String> BASES = List.of("craft", "neuron");

  private static final Map<String, String> SIDES =
      study().trials().stream()
          .collect(
              Collectors.toMap(
                  trial -> "images/" + trial.queries().get(0) + ".jpg",
                  trial -> trial.side().label()));

  private SmallSurvey() {}

  /** Writes the folder that {@code serve} takes. */
  public static Path write(Path folder) throws IOException {
    Study study = study();
    Files.createDirectories(folder);
    study.write(folder);
    Path site = Files.createDirectories(SurveyFolder.site(folder));
    Files.writeString(site.resolve(SurveyFolder.INDEX), "<!DOCTYPE html><title>A study</title>\n");
    Files.writeString(
        site.resolve(SurveyFolder.CONFIG), "window.PRAGNANZ = {\"mode\": \"download\"};\n");
    Files.createDirectories(site.resolve(SurveyFolder.SESSIONS));
    Files.writeString(site.resolve("sessions/1.js"), "window.PRAGNANZ_SESSION({});\n");
    Path images = Files.createDirectories(site.resolve(SurveyFolder.IMAGES));
    for (String key : study.plan(1).keys()) {
      for (String name : names(study.byKey().get(key))) {
        Files.write(images.resolve(name + ".jpg"), new byte[2000]);
      }
    }
    return folder;
  }

  /** The side to choose of the trial at an index of a plan that the server sent. */
  public static String rightSide(JsonNode plan, int index) {
    JsonNode trial =
        index < PRACTICE ? plan.get("practice").get(index) : plan.get("main").get(index - PRACTICE);
    return SIDES.get(trial.get("queries").get(0).asText());
  }

  /** The other side. */
  public static String wrongSide(JsonNode plan, int index) {
    return rightSide(plan, index).equals("left") ? "right" : "left";
  }

  private static List<String> names(SurveyTrial trial) {
    List<String> names = new ArrayList<>(trial.references());
    names.addAll(trial.contrasts());
    names.addAll(trial.queries());
    return names;
  }

  /** The survey. */
  public static Study study() {
    List<SurveyTrial> trials = new ArrayList<>();
    for (String basis : BASES) {
      IntStream.range(0, PRACTICE).forEach(i -> trials.add(trial(Kind.PRACTICE, basis, i)));
      IntStream.range(0, CATCHES).forEach(i -> trials.add(trial(Kind.CATCH, basis, i)));
      IntStream.range(0, UNITS).forEach(i -> trials.add(trial(Kind.MAIN, basis, i)));
    }
    List<Plan> plans = IntStream.range(0, PLANS).mapToObj(i -> plan(trials, i)).toList();
    Settings settings = new Settings(List.of("en", "de"), PRACTICE, MAIN, 5, false, 1000, 600);
    return new Study("0123456789abcdef", "small", "m", 1, BASES, settings, trials, plans);
  }

  private static Plan plan(List<SurveyTrial> trials, int number) {
    String basis = BASES.get(number % BASES.size());
    List<String> main = new ArrayList<>(keys(trials, basis, Kind.MAIN));
    // Each plan leaves out five units, the next the next five.
    Collections.rotate(main, 5 * number / BASES.size());
    List<String> shown = new ArrayList<>(main.subList(0, MAIN - CATCHES));
    List<String> catches = keys(trials, basis, Kind.CATCH);
    for (int i = 0; i < CATCHES; i++) {
      shown.add((i + 1) * 7, catches.get(i));
    }
    return new Plan(basis, keys(trials, basis, Kind.PRACTICE), shown);
  }

  private static List<String> keys(List<SurveyTrial> trials, String basis, Kind kind) {
    return trials.stream()
        .filter(trial -> trial.basis().equals(basis) && trial.kind() == kind)
        .map(SurveyTrial::key)
        .toList();
  }

  private static SurveyTrial trial(Kind kind, String basis, int number) {
    String id = kind.label() + "-" + basis + "-" + number;
    return new SurveyTrial(
        name(id),
        id,
        kind,
        "layer" + number % 4,
        number,
        basis,
        Side.of(id.hashCode() & 1),
        pictures(id, 9, "r"),
        pictures(id, 9, "c"),
        pictures(id, 2, "q"));
  }

  private static List<String> pictures(String id, int count, String role) {
    return IntStream.range(0, count).mapToObj(i -> name(id + role + i)).toList();
  }

  /** As opaque and as long as the real ones. */
  private static String name(String of) {
    return java.util
        .UUID
        .nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "")
        .substring(0, 16);
  }
}
