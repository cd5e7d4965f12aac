package org.pragnanz.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pragnanz.nn.Layer.AveragePool;
import org.pragnanz.nn.Layer.Branches;
import org.pragnanz.nn.Layer.Conv;
import org.pragnanz.nn.Layer.Flatten;
import org.pragnanz.nn.Layer.Linear;
import org.pragnanz.nn.Layer.MaxPool;
import org.pragnanz.nn.Layer.Norm;
import org.pragnanz.nn.Layer.Relu;
import org.pragnanz.nn.Layer.Residual;

/**
 * A network's forward pass written out in TorchScript, a line a layer. The engine runs all of it in
 * one call, frees every map after its last use, and so holds two or three of them, however deep the
 * network.
 */
final class ForwardSource {
  private final Kernels kernels;
  private final StringBuilder lines = new StringBuilder();
  private final List<String> prepared = new ArrayList<>();
  private final List<String> parameters = new ArrayList<>();
  private final List<String> sites = new ArrayList<>();
  private int maps;
  private boolean flat;

  private ForwardSource(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * A program of two methods. {@code prepare(w)} takes the parameters as a checkpoint has them and
   * returns them as {@code forward} wants them. {@code forward(x, w, read, last)} takes images (N,
   * 3, H, W) in any layout, for each site {@link #asked} or 0, and the last site needed or their
   * number; it returns what was asked for, in the sites' order, and after the last the logits where
   * the pass came so far.
   *
   * @param parameters names, in the order of {@code w}
   * @param sites names, in order of the pass
   */
  record Program(String source, List<String> parameters, List<String> sites) {}

  static Program of(List<Layer> layers, Kernels kernels) {
    ForwardSource pass = new ForwardSource(kernels);
    pass.lines.append("    input = ").append(Kernels.channelsLast("x")).append('\n');
    String logits = pass.write(layers, "input");
    String source =
        """
        class %s(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def prepare(self, w: List[Tensor]) -> List[Tensor]:
            return [%s]
          def forward(self, x: Tensor, w: List[Tensor], read: List[int], last: int) -> List[Tensor]:
            out = annotate(List[Tensor], [])
        %s    out.append(%s)
            return out
        """
            .formatted(ScriptArchive.CLASS, String.join(", ", pass.prepared), pass.lines, logits);
    return new Program(source, pass.parameters, pass.sites);
  }

  /** Writes a path; returns the variable of its result. */
  private String write(List<Layer> path, String x) {
    String current = x;
    for (int i = 0; i < path.size(); i++) {
      Optional<String> site =
          i + 1 < path.size() && path.get(i + 1) instanceof Relu relu
              ? Optional.of(relu.site())
              : Optional.empty();
      current = write(path.get(i), current, site.isPresent());
      if (site.isPresent()) {
        read(site.get(), current);
        i++;
      }
    }
    return current;
  }

  /** Writes a layer and, if asked for, the ReLU that follows it. */
  private String write(Layer layer, String x, boolean relu) {
    if (layer instanceof Conv conv) {
      return map(kernels.convolution(conv, x, weight(conv), bias(conv), relu));
    }
    if (layer instanceof Residual residual) {
      return residual(residual, x, relu);
    }
    String y = map(expression(layer, x));
    return relu ? map(Kernels.relu(y)) : y;
  }

  private String expression(Layer layer, String x) {
    if (layer instanceof Norm norm) {
      return "torch.batch_norm(%s, %s, %s, %s, %s, False, 0., %s, False)"
          .formatted(
              x,
              parameter(norm.name(), ".weight"),
              parameter(norm.name(), ".bias"),
              parameter(norm.name(), ".running_mean"),
              parameter(norm.name(), ".running_var"),
              Norm.EPSILON);
    }
    if (layer instanceof Linear linear) {
      return "torch.linear(%s, %s, %s)"
          .formatted(x, parameter(linear.name(), ".weight"), parameter(linear.name(), ".bias"));
    }
    if (layer instanceof MaxPool pool) {
      return "torch.max_pool2d(%s, [%d, %d], [%d, %d], [%d, %d], [1, 1], %s)"
          .formatted(
              x,
              pool.kernel(),
              pool.kernel(),
              pool.stride(),
              pool.stride(),
              pool.padding(),
              pool.padding(),
              pool.ceil() ? "True" : "False");
    }
    if (layer instanceof AveragePool pool) {
      return "torch.adaptive_avg_pool2d(%s, [%d, %d])".formatted(x, pool.side(), pool.side());
    }
    if (layer instanceof Flatten) {
      flat = true;
      return "torch.flatten(%s, 1)".formatted(x);
    }
    if (layer instanceof Branches branches) {
      List<String> paths = branches.paths().stream().map(path -> write(path, x)).toList();
      return "torch.cat([%s], 1)".formatted(String.join(", ", paths));
    }
    throw new AssertionError(layer);
  }

  private String residual(Residual residual, String x, boolean relu) {
    String shortcut = write(residual.shortcut(), x);
    int last = residual.body().size() - 1;
    if (residual.body().get(last) instanceof Conv conv) {
      String before = write(residual.body().subList(0, last), x);
      return map(kernels.convolutionAndSum(conv, before, weight(conv), bias(conv), shortcut, relu));
    }
    String sum = Kernels.sum(write(residual.body(), x), shortcut);
    return map(relu ? Kernels.relu(sum) : sum);
  }

  /** Hands a site's activation out if it is asked for, and ends the pass after the last one. */
  private void read(String site, String x) {
    int index = sites.size();
    sites.add(site);
    String mean = flat ? x : "torch.mean(%s, [2, 3])".formatted(x);
    String positions =
        flat ? x : "torch.flatten(torch.permute(%s, [0, 2, 3, 1]), 1, 2)".formatted(x);
    lines.append(
        """
            if read[%d] == %d:
              out.append(%s)
            if read[%d] == %d:
              out.append(%s)
            if last == %d:
              return out
        """
            .formatted(
                index,
                asked(Readout.MEAN),
                mean,
                index,
                asked(Readout.POSITIONS),
                positions,
                index));
  }

  /** What {@code read} holds for a site that is to be read out so. */
  static int asked(Readout readout) {
    return switch (readout) {
      case MEAN -> 1;
      case POSITIONS -> 2;
    };
  }

  private String map(String expression) {
    String name = "m" + maps++;
    lines.append("    ").append(name).append(" = ").append(expression).append('\n');
    return name;
  }

  private String weight(Conv conv) {
    return parameter(conv.name() + ".weight", raw -> kernels.prepared(conv, raw));
  }

  private String bias(Conv conv) {
    return conv.bias() ? parameter(conv.name(), ".bias") : "None";
  }

  private String parameter(String layer, String part) {
    return parameter(layer + part, raw -> raw);
  }

  private String parameter(String name, UnaryOperator<String> preparation) {
    String variable = "w[%d]".formatted(parameters.size());
    parameters.add(name);
    prepared.add(preparation.apply(variable));
    return variable;
  }
}
