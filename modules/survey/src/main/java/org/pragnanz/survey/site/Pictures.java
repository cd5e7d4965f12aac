package org.pragnanz.survey.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pragnanz.cli.Progress;
import org.pragnanz.fault.InputException;
import org.pragnanz.survey.SurveyFolder;
import org.pragnanz.survey.SurveyTrial;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

/**
 * Copies the trials' pictures into the site: a file for each place of each trial, all files of a
 * trial of one size.
 *
 * @param from the folder of {@code trials.json}
 * @param site the page's folder
 */
record Pictures(Path from, TrialSet set, Path site) {

  /**
   * @param trials the survey's, in the order of the set's
   * @param progress of the trials
   */
  void copy(List<SurveyTrial> trials, Progress progress) throws IOException {
    Files.createDirectory(site.resolve(SurveyFolder.IMAGES));
    for (int i = 0; i < trials.size(); i++) {
      copy(set.trials().get(i), trials.get(i));
      progress.add(1);
    }
  }

  private void copy(Trial trial, SurveyTrial shown) throws IOException {
    List<String> names =
        Stream.of(shown.contrasts(), shown.queries(), shown.references())
            .flatMap(List::stream)
            .toList();
    List<byte[]> pictures = new ArrayList<>();
    for (String image : trial.images().toList()) {
      pictures.add(read(image));
    }
    int size = pictures.stream().mapToInt(picture -> picture.length).max().orElse(0);
    for (int i = 0; i < names.size(); i++) {
      Files.write(
          site.resolve(SurveyFolder.image(names.get(i))),
          Padding.to(size + Padding.LEAST, pictures.get(i)));
    }
  }

  private byte[] read(String image) throws IOException {
    TrialSet.Shown shown = set.images().get(image);
    Path file = shown == null ? from.resolve(image) : from.resolve(shown.file());
    if (shown == null || !Files.exists(file)) {
      throw new InputException(
          "%s is missing, which a trial shows; name a whole folder that trials wrote."
              .formatted(file));
    }
    return Files.readAllBytes(file);
  }
}
