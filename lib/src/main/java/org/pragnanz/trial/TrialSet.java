package org.pragnanz.trial;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pragnanz.data.Pools;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Output;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.image.UnreadableImageException;

/**
 * The content of {@code trials.json}: an experiment's trials and the images they show. Its schema
 * is {@code assets/trials.schema.json}.
 *
 * @param experiment the experiment's name
 * @param model the network under study
 * @param seed the seed of every draw
 * @param parameters what the trials were made with
 * @param images by image id; paths are relative to the folder of {@code trials.json}
 * @param trials ordered by kind, unit, basis and number
 */
@JsonPropertyOrder({"experiment", "model", "seed", "parameters", "images", "trials"})
public record TrialSet(
    String experiment,
    String model,
    long seed,
    Parameters parameters,
    Map<String, Shown> images,
    List<Trial> trials) {
  public static final String FILE = "trials.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  // The same line ends on every machine.
  private static final ObjectWriter WRITER =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  /**
   * What the trials were made with.
   *
   * @param references images in each panel
   * @param from the strongest images that main trials are drawn from
   * @param easy the strongest, and the weakest, images that practice and catch trials are drawn
   *     from
   * @param practice practice trials a basis
   * @param catches catch trials a basis
   */
  @JsonPropertyOrder({"references", "from", "easy", "practice", "catches"})
  public record Parameters(int references, int from, int easy, int practice, int catches) {}

  /**
   * An image as it is shown.
   *
   * @param file relative path of its JPEG; says nothing of its label
   * @param synset its label, or empty where it is not known
   */
  @JsonPropertyOrder({"file", "synset"})
  public record Shown(String file, String synset) {}

  public TrialSet {
    images = new TreeMap<>(images);
    trials = List.copyOf(trials);
  }

  /**
   * Reads the set of a folder that {@code trials} wrote.
   *
   * @throws InputException where the file is no such set, or a trial shows an image that it does
   *     not list
   */
  public static TrialSet read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      TrialSet set = JSON.readValue(Files.readAllBytes(file), TrialSet.class);
      for (String image : set.trials.stream().flatMap(Trial::images).toList()) {
        if (!set.images.containsKey(image)) {
          throw new InputException(
              "%s names image '%s' in a trial but not in its list of images; make the trials again."
                  .formatted(file, image));
        }
      }
      return set;
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s is no set of trials that can be read: %s.".formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /**
   * Decodes an image as it is shown.
   *
   * @param folder the folder of {@code trials.json}
   * @throws InputException where the set does not list it, or its file does not decode
   */
  public RgbImage decode(Path folder, String image) throws IOException {
    Shown shown = images.get(image);
    if (shown == null) {
      throw new InputException(
          "%s names image '%s' in a trial but not in its list of images; make it again."
              .formatted(folder.resolve(FILE), image));
    }
    Path file = folder.resolve(shown.file());
    try {
      return Images.read(file);
    } catch (UnreadableImageException e) {
      throw new InputException(
          "%s cannot be read (%s); make the trials again.".formatted(file, e.getMessage()), e);
    }
  }

  /** Of each unit in each basis the main trial with the lowest number: what an overview shows. */
  public SortedMap<Pools.Key, Trial> firstMainTrials() {
    SortedMap<Pools.Key, Trial> first = new TreeMap<>();
    for (Trial trial : trials) {
      if (trial.kind() == Kind.MAIN) {
        first.merge(trial.key(), trial, (a, b) -> a.trial() <= b.trial() ? a : b);
      }
    }
    return first;
  }

  /** Writes {@code trials.json} into a folder. */
  public void write(Path folder) throws IOException {
    Output.text(folder.resolve(FILE), WRITER.writeValueAsString(this) + "\n");
  }
}
