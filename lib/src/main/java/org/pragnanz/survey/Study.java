package org.pragnanz.survey;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Output;

/**
 * The content of {@code study.json}: everything about a survey, its answers included. It never
 * leaves the experimenter's machine.
 *
 * @param study names the survey, 16 hexadecimal digits
 * @param experiment the experiment's name
 * @param model the network under study
 * @param seed the seed of every draw
 * @param bases sorted
 * @param trials of all kinds and bases
 * @param plans the sessions in the order in which they are given out; after the last comes the
 *     first
 */
@JsonPropertyOrder({"study", "experiment", "model", "seed", "bases", "settings", "trials", "plans"})
public record Study(
    String study,
    String experiment,
    String model,
    long seed,
    List<String> bases,
    Settings settings,
    List<SurveyTrial> trials,
    List<Plan> plans) {
  public static final String FILE = "study.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Who keeps a session's answers. */
  public enum Mode {
    SERVER("server"),
    JATOS("jatos"),
    DOWNLOAD("download");

    private final String label;

    Mode(String label) {
      this.label = label;
    }
  }

  public Study {
    bases = List.copyOf(bases);
    trials = List.copyOf(trials);
    plans = List.copyOf(plans);
  }

  /**
   * The plan with a number.
   *
   * @param number from 1; after the last plan comes the first again
   */
  public Plan plan(int number) {
    return plans.get((number - 1) % plans.size());
  }

  /** The trials by their keys. */
  public Map<String, SurveyTrial> byKey() {
    Map<String, SurveyTrial> byKey = new LinkedHashMap<>();
    trials.forEach(trial -> byKey.put(trial.key(), trial));
    return byKey;
  }

  /** The text of {@code config.js}. */
  public String config(Mode mode) {
    ObjectNode config = JSON.createObjectNode();
    config.put("mode", mode.label).put("study", study).put("experiment", experiment);
    config.setAll((ObjectNode) JSON.valueToTree(settings));
    config.put("sessions", mode == Mode.SERVER ? 0 : plans.size());
    return "window.PRAGNANZ = " + config + ";\n";
  }

  /**
   * Reads the study of a folder that {@code survey} wrote.
   *
   * @throws InputException where the file is missing or no study
   */
  public static Study read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new InputException(
          "%s holds no %s; name a folder that survey wrote.".formatted(folder, FILE));
    }
    Study study;
    try {
      study = JSON.readValue(Files.readAllBytes(file), Study.class);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s is no study that can be read: %s.".formatted(file, e.getOriginalMessage()), e);
    }
    Set<String> known = study.byKey().keySet();
    if (study.plans.isEmpty()
        || !study.plans.stream().allMatch(plan -> known.containsAll(plan.keys()))) {
      throw new InputException(
          file + " names trials in its plans that it does not hold; run survey again.");
    }
    return study;
  }

  /** Writes {@code study.json} into a folder. */
  public void write(Path folder) throws IOException {
    Output.text(folder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
  }
}
