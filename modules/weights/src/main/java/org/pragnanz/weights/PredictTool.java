package org.pragnanz.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pragnanz.cli.InputException;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.UsageException;
import org.pragnanz.data.Csv;
import org.pragnanz.image.Images;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.image.UnreadableImageException;
import org.pragnanz.nn.Architecture;
import org.pragnanz.nn.Network;
import org.pragnanz.nn.Network.Options;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Says what a network sees in images: the check that a network, its weights and the preprocessing
 * fit together.
 *
 * <p><b>Output</b>, on standard output: a table {@code image,rank,class,logit,probability}, the
 * strongest classes of each image; images as they were given, ranks from 1, classes from 0. With
 * {@code --classes} a last column {@code label} holds the class's line of that file. An image that
 * cannot be read has no rows; the others have, then the command ends with exit code 2 and names it.
 *
 * <p><b>Example</b>: {@code pragnanz predict --model resnet50 --weights resnet50.safetensors
 * cat.jpg}
 */
@Command(
    name = "predict",
    description =
        "Prints the strongest classes of images as CSV: image,rank,class,logit,probability.")
public final class PredictTool extends Tool {
  /** The batch size that is fastest on a CPU: larger maps leave its caches. */
  private static final int BATCH = 8;

  @Option(names = "--model", required = true, description = "The network, such as resnet50.")
  private String model;

  @Option(names = "--weights", required = true, description = "A .safetensors or .pth file.")
  private Path weights;

  @Option(
      names = "--classes",
      description = "A text file whose line N, from 0, names class N; adds a column label.")
  private Optional<Path> classes = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Classes per image (default: ${DEFAULT-VALUE}).")
  private int top = 5;

  @Option(names = "--device", description = "cpu or cuda:0 (default: ${DEFAULT-VALUE}).")
  private String device = "cpu";

  @Option(names = "--no-fold", description = "Keep batch norm apart from the convolutions.")
  private boolean noFold;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
  private List<Path> images;

  @Override
  protected void validateArguments() {
    if (top < 1) {
      throw new UsageException("--top must be at least 1, not " + top + ".");
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture architecture = Architecture.named(model);
    List<String> labels = labels(architecture);
    List<String> header =
        new ArrayList<>(List.of("image", "rank", "class", "logit", "probability"));
    if (classes.isPresent()) {
      header.add("label");
    }
    List<String> unreadable = new ArrayList<>();
    try (Network network =
        Network.load(architecture, weights, new Options(device, threads(), !noFold))) {
      Csv.print(
          System.out,
          header,
          rows -> {
            for (int from = 0; from < images.size(); from += BATCH) {
              List<Path> some = images.subList(from, Math.min(from + BATCH, images.size()));
              predict(network, some, labels, rows, unreadable);
            }
          });
    }
    if (!unreadable.isEmpty()) {
      throw new InputException(
          "%d of %d images cannot be read: %s."
              .formatted(unreadable.size(), images.size(), String.join(", ", unreadable)));
    }
  }

  private List<String> labels(Architecture architecture) throws IOException {
    if (classes.isEmpty()) {
      return List.of();
    }
    List<String> labels = Files.readAllLines(classes.get(), StandardCharsets.UTF_8);
    if (labels.size() != architecture.classes()) {
      throw new InputException(
          "%s has %d lines, but %s has %d classes; give one line for each."
              .formatted(classes.get(), labels.size(), model, architecture.classes()));
    }
    return labels;
  }

  private void predict(
      Network network,
      List<Path> files,
      List<String> labels,
      Csv.Rows rows,
      List<String> unreadable)
      throws IOException {
    Preprocessing preprocessing = network.architecture().preprocessing();
    int side = preprocessing.crop();
    float[] batch = new float[files.size() * 3 * side * side];
    List<Path> read = new ArrayList<>();
    for (Path file : files) {
      try {
        preprocessing.normalise(preprocessing.view(Images.read(file)), batch, read.size());
        read.add(file);
      } catch (UnreadableImageException e) {
        unreadable.add("%s (%s)".formatted(file, e.getMessage()));
      }
    }
    if (read.isEmpty()) {
      return;
    }
    float[] filled = java.util.Arrays.copyOf(batch, read.size() * 3 * side * side);
    float[] logits = network.forward(filled, read.size(), side, Map.of(), true).logits();
    int count = logits.length / read.size();
    for (int i = 0; i < read.size(); i++) {
      float[] own = java.util.Arrays.copyOfRange(logits, i * count, (i + 1) * count);
      add(rows, read.get(i), own, labels);
    }
  }

  private void add(Csv.Rows rows, Path image, float[] logits, List<String> labels)
      throws IOException {
    List<Integer> order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> -logits[c]))
            .limit(top)
            .toList();
    double largest = logits[order.get(0)];
    double sum =
        IntStream.range(0, logits.length).mapToDouble(c -> Math.exp(logits[c] - largest)).sum();
    for (int rank = 0; rank < order.size(); rank++) {
      int c = order.get(rank);
      List<Object> cells =
          new ArrayList<>(
              List.of(image, rank + 1, c, logits[c], Math.exp(logits[c] - largest) / sum));
      if (!labels.isEmpty()) {
        cells.add(labels.get(c));
      }
      rows.add(cells.toArray());
    }
  }
}
