package org.pragnanz.nn.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pragnanz.nn.description.Layer;
import org.pragnanz.nn.description.Shape;

/**
 * A network written out as a TorchScript class, so that the engine runs a whole pass in one call
 * and frees every map after its last use.
 *
 * <p>The templates beside this class, {@code program.py}, {@code forward.py} and {@code
 * gradients.py}, say what its methods take and return; {@code docs/torchscript.md} shows a program.
 *
 * @param weights names of the parameters that {@code prepare} takes, in its order
 * @param backwardWeights names of the parameters that {@code prepare_backward} takes
 * @param sites names, in order of the pass
 */
record NetworkSource(
    String source, List<String> weights, List<String> backwardWeights, List<String> sites) {
  /** The methods of a program, as its templates name them. */
  static final String PREPARE = "prepare";

  static final String PREPARE_BACKWARD = "prepare_backward";
  static final String FORWARD = "forward";
  static final String GRADIENTS = "gradients";

  private static final Template PROGRAM = Template.of("program.py");
  private static final Template FORWARD_METHODS = Template.of("forward.py");
  private static final Template FORWARD_SITE = Template.of("forward_site.py");
  private static final Template GRADIENTS_METHODS = Template.of("gradients.py");
  private static final Template GRADIENTS_SITE = Template.of("gradients_site.py");
  private static final Precision READ_OUT = Precision.FLOAT32;

  /**
   * @param side height and width of the images that usually pass
   * @param differentiable whether it goes back too; else it has neither {@code prepare_backward}
   *     nor {@code gradients}
   */
  static NetworkSource of(
      List<Layer> layers, Kernels kernels, Precision precision, int side, boolean differentiable) {
    Parameters weights = new Parameters("w", precision);
    Parameters backward = new Parameters("b", precision);
    Shape image = Shape.image(side);
    List<String> sites = new ArrayList<>();
    String forward = forward(layers, kernels, precision, image, weights, sites);
    String gradients =
        differentiable ? gradients(layers, kernels, image, weights, backward, sites) : "";
    String source =
        PROGRAM.fill(
            Map.of("kernels", kernels.methods(), "forward", forward, "gradients", gradients));
    return new NetworkSource(source, weights.names(), backward.names(), sites);
  }

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
                  FORWARD_SITE.fill(
                      Map.of(
                          "site", String.valueOf(sites.size()),
                          "means", flat ? READ_OUT.of(x) : READ_OUT.means(x),
                          "positions", READ_OUT.copy(positions(x, flat)))));
              sites.add(site);
            });
    String x = pass.assign(kernels.input(precision.of("x")));
    String logits = READ_OUT.of(pass.forward(layers, x, image));
    return FORWARD_METHODS.fill(
        Map.of("weights", weights.prepared(), "layers", pass.toString(), "logits", logits));
  }

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
                          GRADIENTS_SITE.fill(
                              Map.of(
                                  "site",
                                  String.valueOf(index),
                                  "activation",
                                  positions(x, flat),
                                  "gradient",
                                  READ_OUT.copy(positions(writing.gradients().whole(x), flat))))));
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
    return GRADIENTS_METHODS.fill(
        Map.of("weights", backward.prepared(), "layers", pass.toString()));
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
