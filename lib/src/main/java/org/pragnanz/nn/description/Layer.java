package org.pragnanz.nn.description;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of a network, as data: what a family of networks is described with, and what a program
 * for the engine is written from. Names are torchvision's module names, the prefix of the
 * parameters' names.
 *
 * <p>A new kind is a record here and a method in {@link Visitor}; the compiler then names what else
 * must know it.
 */
public sealed interface Layer {
  /** The shape of what it makes of a map of the given shape. */
  Shape shape(Shape in);

  /** The shape of each of its parameters by its name in a checkpoint; none for most kinds. */
  Map<String, List<Integer>> parameters();

  /** The shape of each of its sites by name, in order of the forward pass; none for most kinds. */
  default Map<String, Shape> sites(Shape in) {
    return Map.of();
  }

  /** Has the visitor's method for its kind called. */
  <R> R accept(Visitor<R> visitor);

  /**
   * What is done with a layer of each kind.
   *
   * @param <R> what it gives
   */
  interface Visitor<R> {
    R visit(Conv conv);

    R visit(Norm norm);

    R visit(Linear linear);

    R visit(Relu relu);

    R visit(MaxPool pool);

    R visit(AveragePool pool);

    R visit(Flatten flatten);

    R visit(Residual residual);

    R visit(Branches branches);
  }

  /** A layer made of paths of layers, each of which reads the layer's input. */
  sealed interface Composite extends Layer {
    /** The paths, in order of the parameters. */
    List<List<Layer>> paths();

    /** The same layer with other paths, as many as there were. */
    Layer withPaths(List<List<Layer>> paths);

    @Override
    default Map<String, List<Integer>> parameters() {
      return Layer.parameters(paths().stream().flatMap(Collection::stream).toList());
    }

    @Override
    default Map<String, Shape> sites(Shape in) {
      Map<String, Shape> sites = new LinkedHashMap<>();
      paths().forEach(path -> sites.putAll(Layer.sites(path, in)));
      return sites;
    }
  }

  /** The shape of what layers, one after the other, make of a map of the given shape. */
  static Shape shape(List<Layer> path, Shape in) {
    Shape shape = in;
    for (Layer layer : path) {
      shape = layer.shape(shape);
    }
    return shape;
  }

  /** The shape of every parameter of layers by its name in a checkpoint, in their order. */
  static Map<String, List<Integer>> parameters(List<Layer> layers) {
    Map<String, List<Integer>> parameters = new LinkedHashMap<>();
    layers.forEach(layer -> parameters.putAll(layer.parameters()));
    return parameters;
  }

  /** The shape of every site of layers by its name, in order of the forward pass. */
  static Map<String, Shape> sites(List<Layer> path, Shape in) {
    Map<String, Shape> sites = new LinkedHashMap<>();
    Shape shape = in;
    for (Layer layer : path) {
      sites.putAll(layer.sites(shape));
      shape = layer.shape(shape);
    }
    return sites;
  }

  /**
   * Square 2-d convolution, (N, in, H, W) to (N, out, H', W').
   *
   * @param bias whether there is a parameter {@code name.bias}
   */
  record Conv(String name, int in, int out, int kernel, int stride, int padding, boolean bias)
      implements Layer {
    /** Whether it reads every stride-th row and column, and of these one position at a time. */
    public boolean pointwise() {
      return kernel == 1 && padding == 0;
    }

    /** The same with another number of channels that it makes. */
    Conv withOut(int channels) {
      return new Conv(name, in, channels, kernel, stride, padding, bias);
    }

    /** The name of its weights, (out, in, kernel, kernel). */
    public String weightName() {
      return name + ".weight";
    }

    /** The name of its bias, (out), where it has one. */
    public String biasName() {
      return name + ".bias";
    }

    /** The same convolution with a bias. */
    public Conv withBias() {
      return new Conv(name, in, out, kernel, stride, padding, true);
    }

    @Override
    public Shape shape(Shape map) {
      return new Shape(out, (map.side() + 2 * padding - kernel) / stride + 1, false);
    }

    @Override
    public Map<String, List<Integer>> parameters() {
      Map<String, List<Integer>> parameters = new LinkedHashMap<>();
      parameters.put(weightName(), List.of(out, in, kernel, kernel));
      if (bias) {
        parameters.put(biasName(), List.of(out));
      }
      return parameters;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Batch norm with fixed statistics, γ (x − μ) / √(σ² + ε) + β by channel.
   *
   * @param epsilon ε, part of how a network was trained
   */
  record Norm(String name, int channels, float epsilon) implements Layer {
    /** PyTorch's default. */
    public static final float DEFAULT_EPSILON = 1e-5f;

    /** With PyTorch's default epsilon. */
    public Norm(String name, int channels) {
      this(name, channels, DEFAULT_EPSILON);
    }

    /** The name of γ, (channels). */
    public String scaleName() {
      return name + ".weight";
    }

    /** The name of β, (channels). */
    public String shiftName() {
      return name + ".bias";
    }

    /** The name of μ, (channels). */
    public String meanName() {
      return name + ".running_mean";
    }

    /** The name of σ², (channels). */
    public String varianceName() {
      return name + ".running_var";
    }

    @Override
    public Shape shape(Shape in) {
      return in;
    }

    @Override
    public Map<String, List<Integer>> parameters() {
      Map<String, List<Integer>> parameters = new LinkedHashMap<>();
      for (String part : List.of(scaleName(), shiftName(), meanName(), varianceName())) {
        parameters.put(part, List.of(channels));
      }
      return parameters;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Fully connected, (N, in) to (N, out), with a bias. */
  record Linear(String name, int in, int out) implements Layer {
    /** The name of its weights, (out, in). */
    public String weightName() {
      return name + ".weight";
    }

    /** The name of its bias, (out). */
    public String biasName() {
      return name + ".bias";
    }

    @Override
    public Shape shape(Shape map) {
      return map.withChannels(out);
    }

    @Override
    public Map<String, List<Integer>> parameters() {
      Map<String, List<Integer>> parameters = new LinkedHashMap<>();
      parameters.put(weightName(), List.of(out, in));
      parameters.put(biasName(), List.of(out));
      return parameters;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * ReLU; its output is a site.
   *
   * @param site the module whose output enters the ReLU
   */
  record Relu(String site) implements Layer {
    @Override
    public Shape shape(Shape in) {
      return in;
    }

    @Override
    public Map<String, List<Integer>> parameters() {
      return Map.of();
    }

    @Override
    public Map<String, Shape> sites(Shape in) {
      return Map.of(site, in);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Maximum over square windows.
   *
   * @param ceil whether a window that sticks out at the end counts
   */
  record MaxPool(int kernel, int stride, int padding, boolean ceil) implements Layer {
    @Override
    public Shape shape(Shape in) {
      int steps = in.side() + 2 * padding - kernel;
      return in.withSide((ceil ? -Math.floorDiv(-steps, stride) : steps / stride) + 1);
    }

    @Override
    public Map<String, List<Integer>> parameters() {
      return Map.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Average to a side×side map, whatever the map's size (PyTorch's adaptive pooling). */
  record AveragePool(int side) implements Layer {
    @Override
    public Shape shape(Shape in) {
      return in.withSide(side);
    }

    @Override
    public Map<String, List<Integer>> parameters() {
      return Map.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** (N, C, H, W) to (N, C·H·W). */
  record Flatten() implements Layer {
    @Override
    public Shape shape(Shape in) {
      return in.flattened();
    }

    @Override
    public Map<String, List<Integer>> parameters() {
      return Map.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * The sum of what the two paths make of the same input; an empty shortcut is the input itself.
   * Neither path ends in a ReLU: nothing but the sum reads what they make.
   */
  record Residual(List<Layer> body, List<Layer> shortcut) implements Composite {
    @Override
    public List<List<Layer>> paths() {
      return List.of(body, shortcut);
    }

    @Override
    public Residual withPaths(List<List<Layer>> paths) {
      return new Residual(paths.get(0), paths.get(1));
    }

    @Override
    public Shape shape(Shape in) {
      return Layer.shape(body, in);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Parallel paths over the same input, joined along the channels in the given order. */
  record Branches(List<List<Layer>> paths) implements Composite {
    @Override
    public Branches withPaths(List<List<Layer>> others) {
      return new Branches(others);
    }

    @Override
    public Shape shape(Shape in) {
      List<Shape> ends = paths.stream().map(path -> Layer.shape(path, in)).toList();
      return ends.get(0).withChannels(ends.stream().mapToInt(Shape::channels).sum());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
