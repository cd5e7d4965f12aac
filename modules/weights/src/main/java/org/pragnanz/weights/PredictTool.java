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
import org.pragnanz.cli.Range;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.NetworkOptions;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Csv;
import org.pragnanz.image.Images;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.image.UnreadableImageException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the strongest classes of images. */
@Command(
    name = "predict",
    description = {
      "Prints the strongest classes of images.",
      """

      The check that a network, its weights and the preprocessing fit together. An image that cannot be
      read has no rows; the others have, then the command ends with exit code 2 and names it."""
    },
    footer =
        """
        Inputs
          IMAGE      image files
          --weights  the network's checkpoint, .safetensors or .pth
          --classes  text, whose line N, from 0, names class N

        Outputs
          on standard output CSV image,rank,class,logit,probability; images as they were given, ranks from
          1, classes from 0; with --classes a last column label

        Example
          pragnanz predict --model resnet50 --weights resnet50.safetensors cat.jpg""")
public final class PredictTool extends Tool {
  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files")
  List<Path> images;

  @Mixin NetworkOptions network;

  @Option(names = "--classes", description = "Names of the classes; adds a column label")
  Optional<Path> classes;

  @Option(names = "--ranks", defaultValue = "5", description = "Classes of an image")
  @Range(min = 1)
  int ranks;

  @Override
  protected void validateArguments() {
    for (Path image : images) {
      if (Files.isDirectory(image)) {
        throw new UsageException(image + " is a folder; name image files.");
      }
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture architecture = network.architecture();
    List<String> header =
        new ArrayList<>(List.of("image", "rank", "class", "logit", "probability"));
    if (classes.isPresent()) {
      header.add("label");
    }
    List<String> unreadable = new ArrayList<>();
    try (Network loaded = load()) {
      List<String> labels = labels(loaded.architecture());
      int batch = loaded.batch(architecture.preprocessing().crop());
      Csv.print(
          System.out,
          header,
          rows ->
              InOrder.forEach(
                  InOrder.groups(images, batch),
                  threads(),
                  files -> predict(loaded, files, batch),
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
  private Network load() throws IOException {
    Progress progress = new Progress("images", images.size());
    try {
      return network.load();
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
              .formatted(classes.get(), labels.size(), network.model(), architecture.classes()));
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
            .limit(ranks)
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
