package org.pragnanz.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pragnanz.cli.Progress;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Checksums;
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

  /** A file that was dropped, and why. */
  record Rejected(String image, String reason) implements Verdict {}

  /** Decodes every candidate on {@code threads} threads. */
  static Verification of(Candidates candidates, Labels labels, int threads) {
    Verification result = new Verification(new ArrayList<>(), new ArrayList<>());
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (Progress progress = new Progress("images", candidates.synsets().size())) {
      List<Future<Verdict>> verdicts = new ArrayList<>();
      for (String image : candidates.synsets().keySet()) {
        verdicts.add(
            workers.submit(
                () -> {
                  Verdict verdict = judge(candidates.folder(), image, labels.synset(image));
                  progress.add(1);
                  return verdict;
                }));
      }
      verdicts.forEach(verdict -> result.add(get(verdict)));
      return result;
    } finally {
      workers.shutdownNow();
    }
  }

  private static Verdict judge(Path folder, String image, String synset) {
    if (image.indexOf('\uFFFD') >= 0) {
      return new Rejected(image, "its name is not in UTF-8, or the locale is not (LC_ALL=C.UTF-8)");
    }
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(image));
      RgbImage decoded = Images.read(bytes);
      return new Accepted(
          new Catalog.Entry(
              image, synset, decoded.width(), decoded.height(), Checksums.sha256(bytes)));
    } catch (UnreadableImageException e) {
      return new Rejected(image, e.getMessage());
    } catch (NoSuchFileException e) {
      return new Rejected(image, "there is no such file, or it is a link to none");
    } catch (IOException e) {
      return new Rejected(image, "it cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private void add(Verdict verdict) {
    if (verdict instanceof Accepted accepted) {
      entries.add(accepted.entry());
    } else if (verdict instanceof Rejected dropped) {
      rejected.add(dropped);
    }
  }

  private static Verdict get(Future<Verdict> verdict) {
    try {
      return verdict.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
