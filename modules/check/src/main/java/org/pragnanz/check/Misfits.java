package org.pragnanz.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pragnanz.data.PoolSizes;
import org.pragnanz.trial.Targets;

/** Parameters that do not fit together. */
final class Misfits {
  /** What is drawn from what. */
  private static final List<List<String>> PARTS =
      List.of(
          List.of("strongest", "top"),
          List.of("from", "top"),
          List.of("weakest", "bottom"),
          List.of("easy", "from"));

  /** What the label light asks for in conf/resources.config. */
  private static final double LEAST_MEMORY = 2L << 30;

  private final Given given;
  private final Study study;
  private final Path project;

  Misfits(Given given, Study study, Path project) {
    this.given = given;
    this.study = study;
    this.project = project;
  }

  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>();
    if (!study.has("images")
        && !study.isPhantom()
        && !study.has("compare")
        && !given.values().containsKey("reference")) {
      faults.add(
          "Say which images to use: --images FOLDER; or try -profile demo, which makes its own.");
    }
    for (List<String> pair : PARTS) {
      String part = pair.get(0);
      String whole = pair.get(1);
      if (study.number(part) > study.number(whole)) {
        faults.add(
            "--%s %s is more than --%s %s; lower it to %s."
                .formatted(part, study.text(part), whole, study.text(whole), study.text(whole)));
      }
    }
    faults.addAll(images());
    long least = Targets.least((int) study.number("references"));
    for (String pool : List.of("from", "weakest", "easy")) {
      if (study.number(pool) < least) {
        faults.add(
            "--%s %s is too few for a panel of %s and a query; raise it to %d."
                .formatted(pool, study.text(pool), study.text("references"), least));
      }
    }
    if (study.text("rows_precision").equals("bfloat16") && study.text("rows").equals("images")) {
      faults.add(
          "--rows_precision bfloat16 goes with --rows crops or positions; images pass in float32.");
    }
    if (study.has("classes") && !study.text("logit").equals("label")) {
      faults.add("--classes goes with --logit label.");
    }
    String texts = study.text("language") + ".json";
    if (!Files.exists(project.resolve("assets/survey/site/lang").resolve(texts))
        && !(study.has("page") && Named.isThere(study.text("page") + "/lang/" + texts, true))) {
      faults.add(
          "--language: the page has no texts in '%s'; give them with --page (lang/%s)."
              .formatted(study.text("language"), texts));
    }
    if (study.has("max_memory") && bytes(study.text("max_memory")) < LEAST_MEMORY) {
      faults.add(
          "--max_memory %s is too little: most tasks need 2 GB."
              .formatted(study.text("max_memory")));
    }
    if (study.has("observer_weights") && !study.has("observer_model")) {
      faults.add("--observer_weights needs --observer_model to say whose they are.");
    }
    return faults;
  }

  /** Of a text that the schema's pattern fits: {@code 16 GB}. */
  private static double bytes(String memory) {
    int unit = "BKMGT".indexOf(memory.replaceAll("[0-9. ]", "").charAt(0));
    return Double.parseDouble(memory.replaceAll("[^0-9.]", "")) * Math.pow(1024, unit);
  }

  /** Pools that are larger than the images are many. */
  private List<String> images() throws IOException {
    if (study.has("compare")
        || !(study.has("images") ? isCountable(study.text("images")) : study.isPhantom())) {
      return List.of();
    }
    PoolSizes sizes = new PoolSizes((int) study.number("top"), (int) study.number("bottom"));
    long images =
        study.has("images")
            ? Folder.files(Path.of(study.text("images")), sizes.images())
            : study.number("phantom_images");
    if (images == 0 || images >= sizes.images()) {
      return List.of();
    }
    PoolSizes fitting = sizes.fitting(images);
    // What is drawn from the pools comes down with them, so that one change is enough.
    List<String> changes =
        Stream.concat(
                Stream.of("top", "strongest", "from", "easy")
                    .filter(name -> study.number(name) > fitting.top())
                    .map(name -> "--%s to %d".formatted(name, fitting.top())),
                Stream.of("bottom", "weakest")
                    .filter(name -> name.equals("bottom") || given.has(name))
                    .filter(name -> study.number(name) > fitting.bottom())
                    .map(name -> "--%s to %d".formatted(name, fitting.bottom())))
            .toList();
    int last = changes.size() - 1;
    return List.of(
        "--top %d and --bottom %d need %d images, but %s %d; lower %s%s."
            .formatted(
                sizes.top(),
                sizes.bottom(),
                sizes.images(),
                study.has("images") ? "--images holds" : "--phantom_images is",
                images,
                last == 0 ? "" : String.join(", ", changes.subList(0, last)) + " and ",
                changes.get(last)));
  }

  private static boolean isCountable(String images) {
    return !Named.isElsewhere(images) && Files.exists(Path.of(images));
  }
}
