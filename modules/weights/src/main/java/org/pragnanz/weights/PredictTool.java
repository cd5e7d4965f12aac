package org.pragnanz.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Csv;
import org.pragnanz.image.Images;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.image.UnreadableImageException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Network.Options;
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
  @Option(names = "--model", required = true, description = "The network, such as resnet50.")
  private String model;

  @Option(names = "--weights", required = true, description = "A .safetensors or .pth file.")
  private Path weights;

  @Option(
      names = "--classes",
      description = "A text file whose line N, from 0, names class N; adds a column label.")
  private Optional<Path> classes = Optional.empty();

  @Option(
      names = "--ranks",
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
      throw new UsageException("--ranks must be at least 1, not " + top + ".");
    }
    for (Path image : images) {
      if (Files.isDirectory(image)) {
        throw new UsageException(image + " is a folder; name image files.");
      }
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture architecture = Architecture.named(model);
    List<String> header =
        new ArrayList<>(List.of("image", "rank", "class", "logit", "probability"));
    if (classes.isPresent()) {
      header.add("label");
    }
    List<String> unreadable = new ArrayList<>();
    try (Network network = load(architecture)) {
      List<String> labels = labels(network.architecture());
      int batch = network.batch(architecture.preprocessing().crop());
      Csv.print(
          System.out,
          header,
          rows ->
              InOrder.forEach(
                  InOrder.groups(images, batch),
                  threads(),
                  files -> predict(network, files, batch),
                  (files, predicted) -> {
                    for (int i = 0; i < predicted.read().size(); i++) {
                      add(rows, predicted.read().get(i), predicted.logits(i), labels);
                    }
                    unreadable.addAll(predicted.unreadable());
                  }));
    }
    if (!unreadable.isEmpty()) {
      throw new InputException(
          "%d of %d images cannot be read: %s."
              .formatted(unreadable.size(), images.size(), String.join(", ", unreadable)));
    }
  }

  /** Says meanwhile what is to be done; from then on the rows say how far it is. */
  private Network load(Architecture architecture) throws IOException {
    Progress progress = new Progress("images", images.size());
    try {
      return Network.load(architecture, weights, new Options(device, !noFold, false));
    } finally {
      progress.close();
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

  /**
   * @param logits of the images that were read, and of what filled up their pass
   * @param unreadable the others, each with its reason
   */
  private record Predicted(List<Path> read, float[] logits, int classes, List<String> unreadable) {
    float[] logits(int image) {
      return Arrays.copyOfRange(logits, image * classes, (image + 1) * classes);
    }
  }

  /**
   * @param batch inputs that pass: always as many, for another number the engine may add otherwise
   */
  private static Predicted predict(Network network, List<Path> files, int batch)
      throws IOException {
    Preprocessing preprocessing = network.architecture().preprocessing();
    int side = preprocessing.crop();
    float[] inputs = new float[batch * 3 * side * side];
    List<Path> read = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Path file : files) {
      try {
        preprocessing.normalise(preprocessing.view(Images.read(file)), inputs, read.size());
        read.add(file);
      } catch (NoSuchFileException e) {
        unreadable.add("%s (there is no such file)".formatted(file));
      } catch (UnreadableImageException e) {
        unreadable.add("%s (%s)".formatted(file, e.getMessage()));
      }
    }
    float[] logits = network.forward(inputs, batch, side, Map.of(), true).logits();
    return new Predicted(read, logits, network.architecture().classes(), unreadable);
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
