package org.pragnanz.catalog;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pragnanz.cli.Progress;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Rejected;
import org.pragnanz.files.Checksums;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.image.UnreadableImageException;

/**
 * Which candidates decode whole.
 *
 * @param entries those that do, by id
 * @param rejected those that do not, by id
 */
record Verification(List<Catalog.Entry> entries, List<Rejected> rejected) {
  /** What became of a candidate. */
  private sealed interface Verdict {}

  private record Accepted(Catalog.Entry entry) implements Verdict {}

  private record Dropped(Rejected file) implements Verdict {}

  /** Decodes every candidate on {@code threads} threads. */
  static Verification of(Candidates candidates, Labels labels, int threads) throws IOException {
    Verification result = new Verification(new ArrayList<>(), new ArrayList<>());
    try (Progress progress = new Progress("images", candidates.synsets().size())) {
      InOrder.forEach(
          List.copyOf(candidates.synsets().keySet()),
          threads,
          image -> judge(candidates.folder(), image, labels.synset(image)),
          (image, verdict) -> {
            result.add(verdict);
            progress.add(1);
          });
    }
    return result;
  }

  private static Verdict judge(Path folder, String image, String synset) {
    if (image.indexOf('\uFFFD') >= 0) {
      return dropped(image, "its name is not in UTF-8, or the locale is not (LC_ALL=C.UTF-8)");
    }
    try {
      byte[] bytes = Images.bytes(folder.resolve(image));
      RgbImage decoded = Images.read(bytes);
      return new Accepted(
          new Catalog.Entry(
              image, synset, decoded.width(), decoded.height(), Checksums.sha256(bytes)));
    } catch (UnreadableImageException e) {
      return dropped(image, e.getMessage());
    } catch (NoSuchFileException e) {
      return dropped(image, "there is no such file, or it is a link to none");
    } catch (IOException e) {
      return dropped(image, "it cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static Verdict dropped(String image, String reason) {
    return new Dropped(new Rejected(image, reason));
  }

  private void add(Verdict verdict) {
    if (verdict instanceof Accepted accepted) {
      entries.add(accepted.entry());
    } else if (verdict instanceof Dropped dropped) {
      rejected.add(dropped.file());
    }
  }
}
