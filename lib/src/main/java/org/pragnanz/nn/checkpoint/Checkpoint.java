package org.pragnanz.nn.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Safetensors;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Architecture;

/** A network's weights as a file: safetensors, or PyTorch's own formats without running them. */
public final class Checkpoint {
  private static final int LONGEST_START = 16;
  private static final int NAMED = 3;

  /** How many batches trained a batch norm: counted by PyTorch, used by no one here. */
  private static final String COUNTER = ".num_batches_tracked";

  /** How many networks an average is of: PyTorch's {@code AveragedModel} counts them. */
  private static final String AVERAGED = "n_averaged";

  /** The variance of a batch norm, which no number below zero can be. */
  private static final String VARIANCE = ".running_var";

  /** What is put before every name by DataParallel, torch.compile and Lightning's modules. */
  private static final List<String> PREFIXES = List.of("module.", "_orig_mod.", "model.");

  private Checkpoint() {}

  /**
   * Every tensor of a file, whatever network it is of. The content decides the format, not the
   * name.
   *
   * @throws InputException where the file is damaged, unsafe or no checkpoint
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new InputException(file + " is a folder; give the checkpoint file in it.");
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(LONGEST_START);
    }
    Map<String, Tensor> tensors =
        TorchFile.isOne(start) ? TorchFile.read(file) : Safetensors.read(file);
    return plain(tensors);
  }

  private static Map<String, Tensor> plain(Map<String, Tensor> tensors) {
    Map<String, Tensor> named = new LinkedHashMap<>(tensors);
    named.remove(AVERAGED);
    for (String prefix : PREFIXES) {
      if (!named.isEmpty() && named.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
        Map<String, Tensor> shorter = new LinkedHashMap<>();
        named.forEach((name, tensor) -> shorter.put(name.substring(prefix.length()), tensor));
        return plain(shorter);
      }
    }
    return named;
  }

  /**
   * The parameters of a network, in its order; see {@link Architecture#fitted} for its number of
   * classes.
   *
   * @throws InputException also where the file is of another network: what is missing, superfluous
   *     or of another shape is named; and where a number cannot be right
   */
  public static Map<String, Tensor> read(Path file, Architecture architecture) throws IOException {
    Map<String, Tensor> tensors = read(file);
    tensors.keySet().removeIf(name -> name.endsWith(COUNTER));
    check(file, tensors, architecture.fitted(tensors));
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    architecture.parameters().keySet().forEach(name -> ordered.put(name, tensors.get(name)));
    ordered.forEach((name, tensor) -> checkNumbers(file, name, tensor));
    return ordered;
  }

  /** A network with one such number answers every image alike, or with none at all. */
  private static void checkNumbers(Path file, String name, Tensor tensor) {
    boolean variance = name.endsWith(VARIANCE);
    for (float value : tensor.values()) {
      if (!Float.isFinite(value) || (variance && value < 0)) {
        throw new InputException(
            "%s: tensor '%s' holds %s, which no trained network has; use another checkpoint."
                .formatted(
                    file,
                    name,
                    Float.isNaN(value)
                        ? "NaN"
                        : Float.isFinite(value)
                            ? "a variance below 0"
                            : "a number beyond float32"));
      }
    }
  }

  private static void check(Path file, Map<String, Tensor> tensors, Architecture wanted) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    Map<String, List<Integer>> expected = wanted.parameters();
    if (shapes.equals(expected)) {
      return;
    }
    for (String name : Architecture.names()) {
      if (shapes.equals(Architecture.named(name).fitted(tensors).parameters())) {
        throw new InputException(
            "%s is a checkpoint of %s, not of %s; give `--model %s`, or weights of %s."
                .formatted(file, name, wanted.name(), name, wanted.name()));
      }
    }
    List<String> faults = new ArrayList<>();
    describe(
        faults, "missing", expected.keySet().stream().filter(n -> !shapes.containsKey(n)).toList());
    describe(
        faults,
        "superfluous",
        shapes.keySet().stream().filter(n -> !expected.containsKey(n)).toList());
    describe(
        faults,
        "of another shape",
        expected.keySet().stream()
            .filter(n -> shapes.containsKey(n) && !shapes.get(n).equals(expected.get(n)))
            .map(n -> "%s is %s, not %s".formatted(n, shapes.get(n), expected.get(n)))
            .toList());
    throw new InputException(
        "%s does not fit %s: %s; give weights of this network."
            .formatted(file, wanted.name(), String.join(", ", faults)));
  }

  /** Adds "2 tensors missing (a, b)", the first few named, unless there is none. */
  private static void describe(List<String> faults, String what, List<String> which) {
    if (!which.isEmpty()) {
      faults.add(
          "%d tensor%s %s (%s%s)"
              .formatted(
                  which.size(),
                  which.size() == 1 ? "" : "s",
                  what,
                  which.stream().limit(NAMED).collect(Collectors.joining(", ")),
                  which.size() > NAMED ? ", ..." : ""));
    }
  }
}
