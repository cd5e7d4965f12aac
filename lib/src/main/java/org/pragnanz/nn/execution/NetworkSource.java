package org.pragnanz.nn.execution;

import java.util.ArrayList;
import java.util.List;
import org.pragnanz.nn.description.Layer;
import org.pragnanz.nn.description.Shape;

/**
 * A network written out as a TorchScript class, so that the engine runs a whole pass in one call
 * and frees every map after its last use.
 *
 * <p>{@code prepare} and {@code prepareBackward} take the parameters as a checkpoint has them, and
 * return them as the passes want them. {@code forward} returns what is asked for of each site, in
 * the order of the sites, and then the logits if it comes so far; {@code gradients} returns a
 * site's activation and the logit's derivative by it, from the last site asked for to the first.
 *
 * @param weights names of the parameters of {@code prepare}
 * @param backwardWeights names of the parameters of {@code prepareBackward}
 * @param sites names, in order of the pass
 */
record NetworkSource(
    String source, List<String> weights, List<String> backwardWeights, List<String> sites) {
  static final String PREPARE = "prepare";
  static final String PREPARE_BACKWARD = "prepare_backward";
  static final String FORWARD = "forward";
  static final String GRADIENTS = "gradients";
  private static final Precision READ_OUT = Precision.FLOAT32;

  /**
   * @param differentiable whether it goes back too; else it has neither {@code prepareBackward} nor
   *     {@code gradients}
   */
  static NetworkSource of(
      List<Layer> layers, Kernels kernels, Precision precision, int side, boolean differentiable) {
    Parameters weights = new Parameters("w", precision);
    Parameters backward = new Parameters("b", precision);
    List<String> sites = new ArrayList<>();
    Shape image = Shape.image(side);
    String forward = forward(layers, kernels, precision, image, weights, sites);
    String gradients =
        differentiable ? gradients(layers, kernels, image, weights, backward, sites) : "";
    String source =
        """
        class %s(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
        """
                .formatted(ScriptArchive.CLASS)
            + PassSource.METHODS
            + kernels.methods()
            + weights.method(PREPARE)
            + forward
            + (differentiable ? backward.method(PREPARE_BACKWARD) + gradients : "");
    return new NetworkSource(source, weights.names(), backward.names(), sites);
  }

  /**
   * {@code forward(x, w, read, last)}: images (n, 3, H, W); for each site {@link #asked} or 0; the
   * index of the last site needed, or their number for the logits.
   */
  private static String forward(
      List<Layer> layers,
      Kernels kernels,
      Precision precision,
      Shape image,
      Parameters weights,
      List<String> sites) {
    PassSource pass =
        new PassSource(
            kernels,
            false,
            weights,
            new Parameters("b", precision),
            (writing, site, x, flat) -> {
              // Positions are copied: a later sum may be written over the map.
              writing.statements(
                  """
                  if read[%1$d] == 1:
                    out.append(%2$s)
                  if read[%1$d] == 2:
                    out.append(%3$s)
                  if last == %1$d:
                    return out"""
                      .formatted(
                          sites.size(),
                          flat ? READ_OUT.of(x) : READ_OUT.means(x),
                          READ_OUT.copy(positions(x, flat))));
              sites.add(site);
            });
    String logits = pass.forward(layers, pass.assign(kernels.input(precision.of("x"))), image);
    return """
      def %s(self, x: Tensor, w: List[Tensor], read: List[int], last: int) -> List[Tensor]:
        out = annotate(List[Tensor], [])
    %s    out.append(%s)
        return out
    """
        .formatted(FORWARD, pass, READ_OUT.of(logits));
  }

  /**
   * {@code gradients(x, w, b, classes, read, first)}: images (n, 3, H, W); the class whose logit is
   * meant, (n), negative for the largest; for each site whether it is asked for; the index of the
   * first site asked for.
   */
  private static String gradients(
      List<Layer> layers,
      Kernels kernels,
      Shape image,
      Parameters weights,
      Parameters backward,
      List<String> sites) {
    PassSource pass =
        new PassSource(
            kernels,
            true,
            weights,
            backward,
            (writing, site, x, flat) -> {
              int index = sites.indexOf(site);
              if (index == 0) {
                writing.endBackward();
              }
              // A gradient is copied: it is written over where it goes on.
              writing.onBackward(
                  () ->
                      writing.statements(
                          """
                          if read[%1$d] != 0:
                            out.append(%2$s)
                            out.append(%3$s)
                          if first == %1$d:
                            return out"""
                              .formatted(
                                  index,
                                  positions(x, flat),
                                  READ_OUT.copy(positions(writing.gradients().whole(x), flat)))));
            });
    String logits = pass.forward(layers, pass.assign(kernels.input("x")), image);
    // An image's logits depend on that image alone: one way back serves all.
    String largest = pass.assign("torch.argmax(%s, 1)".formatted(logits));
    String chosen = pass.assign("torch.where(classes < 0, %s, classes)".formatted(largest));
    pass.backward(
        logits,
        pass.assign(
            "torch.scatter(torch.zeros_like(%s), 1, torch.unsqueeze(%s, 1), 1.)"
                .formatted(logits, chosen)));
    return """
      def %s(self, x: Tensor, w: List[Tensor], b: List[Tensor], classes: Tensor, read: List[int], first: int) -> List[Tensor]:
        out = annotate(List[Tensor], [])
    %s    return out
    """
        .formatted(GRADIENTS, pass);
  }

  /** Every position a row, (n, H·W, C). */
  private static String positions(String x, boolean flat) {
    return flat ? x : "torch.flatten(torch.permute(%s, [0, 2, 3, 1]), 1, 2)".formatted(x);
  }

  /** What {@code read} of {@link #FORWARD} holds for a site that is to be read out so. */
  static long asked(Readout readout) {
    return switch (readout) {
      case MEAN -> 1;
      case POSITIONS -> 2;
    };
  }
}
