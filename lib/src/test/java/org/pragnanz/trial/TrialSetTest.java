package org.pragnanz.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.fault.InputException;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.testing.SmallTrials;

class TrialSetTest {
  private static final List<Trial> TRIALS = SmallTrials.study(1, 1, SmallTrials.TEAPOT);
  private static final TrialSet SET = SmallTrials.set(TRIALS);

  @TempDir Path folder;

  @Test
  void isReadBackAsItWasWritten() throws IOException {
    SET.write(folder);
    assertThat(TrialSet.read(folder)).isEqualTo(SET);
  }

  @Test
  void namesAnImageThatATrialShowsAndTheSetDoesNotList() throws IOException {
    Map<String, TrialSet.Shown> listed = SmallTrials.shown(TRIALS);
    listed.remove("n04398044/0");
    new TrialSet("exp1", "vgg16", 1, SET.parameters(), listed, TRIALS).write(folder);
    assertThatThrownBy(() -> TrialSet.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s names image 'n04398044/0' in a trial but not in its list of images; make the trials again.",
            folder.resolve("trials.json"));
  }

  @Test
  void decodesWhatIsShownOrNamesIt() throws IOException {
    Path file = folder.resolve("images/n01440764-0.jpg");
    Images.writeJpeg(file, new RgbImage(2, 3, new byte[18]), 1);
    assertThat(SET.decode(folder, "n01440764/0").height()).isEqualTo(3);
    Files.writeString(file, "no picture");
    assertThatThrownBy(() -> SET.decode(folder, "n01440764/0"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + " cannot be read (")
        .hasMessageEndingWith("; make the trials again.");
  }
}
