package org.pragnanz.nn.description;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.Nearest;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Tensor;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.nn.description.Layer.Conv;
import org.pragnanz.nn.description.Layer.Flatten;
import org.pragnanz.nn.description.Layer.Linear;
import org.pragnanz.nn.description.ResNet.Block;

/** A network without its weights: what it is made of, by torchvision's names. */
public final class Architecture {
  static final int IMAGENET_CLASSES = 1000;

  private static final Map<String, Supplier<Architecture>> KNOWN = new LinkedHashMap<>();

  static {
    imagenet("resnet18", () -> ResNet.layers(Block.BASIC, 2, 2, 2, 2));
    imagenet("resnet34", () -> ResNet.layers(Block.BASIC, 3, 4, 6, 3));
    imagenet("resnet50", () -> ResNet.layers(Block.BOTTLENECK, 3, 4, 6, 3));
    imagenet("resnet50_v1", () -> ResNet.layers(Block.BOTTLENECK_V1, 3, 4, 6, 3));
    imagenet("resnet101", () -> ResNet.layers(Block.BOTTLENECK, 3, 4, 23, 3));
    imagenet("resnet152", () -> ResNet.layers(Block.BOTTLENECK, 3, 8, 36, 3));
    imagenet("vgg11", () -> Vgg.layers(false, 1, 1, 2, 2, 2));
    imagenet("vgg13", () -> Vgg.layers(false, 2, 2, 2, 2, 2));
    imagenet("vgg16", () -> Vgg.layers(false, 2, 2, 3, 3, 3));
    imagenet("vgg16_bn", () -> Vgg.layers(true, 2, 2, 3, 3, 3));
    imagenet("vgg19", () -> Vgg.layers(false, 2, 2, 4, 4, 4));
    imagenet("squeezenet1_0", SqueezeNet::version10);
    imagenet("squeezenet1_1", SqueezeNet::version11);
    imagenet("alexnet", AlexNet::layers);
    KNOWN.put(
        "phantom", () -> new Architecture("phantom", Phantom.layers(), Phantom.PREPROCESSING));
  }

  private final String name;
  private final List<Layer> layers;
  private final Preprocessing preprocessing;
  private final Map<String, Site> sites = new LinkedHashMap<>();
  private final Map<String, List<Integer>> parameters;
  private final int classes;

  private Architecture(String name, List<Layer> layers, Preprocessing preprocessing) {
    this.name = name;
    this.layers = List.copyOf(layers);
    this.preprocessing = preprocessing;
    Shape image = Shape.image(preprocessing.crop());
    Map<String, Shape> shapes = Layer.sites(this.layers, image);
    int last = Math.max(shapes.size() - 1, 1);
    shapes.forEach(
        (site, shape) ->
            sites.put(site, new Site(site, shape.channels(), sites.size() / (double) last)));
    this.parameters = Collections.unmodifiableMap(Layer.parameters(this.layers));
    this.classes = Layer.shape(this.layers, image).channels();
  }

  private static void imagenet(String name, Supplier<List<Layer>> layers) {
    KNOWN.put(name, () -> new Architecture(name, layers.get(), Preprocessing.IMAGENET));
  }

  /** The networks that there are. */
  public static List<String> names() {
    return List.copyOf(KNOWN.keySet());
  }

  /**
   * @throws UsageException where no network has this name; says which have a name like it
   */
  public static Architecture named(String model) {
    Supplier<Architecture> known = KNOWN.get(model);
    if (known == null) {
      throw new UsageException(
          "There is no model '%s'; the nearest names are %s, and all are %s."
              .formatted(model, Nearest.to(model, names()), String.join(", ", names())));
    }
    return known.get();
  }

  /**
   * This network with the number of classes that a checkpoint has, which may have been trained on
   * other images than ImageNet's. Where the classes are a site's channels, as in SqueezeNet, the
   * site has as many.
   */
  public Architecture fitted(Map<String, Tensor> checkpoint) {
    int last = layers.size() - 1;
    if (layers.get(last) instanceof Linear head) {
      int count = classes(checkpoint, head.name(), head.out());
      return with(last, new Linear(head.name(), head.in(), count));
    }
    if (layers.get(last) instanceof Flatten) {
      for (int i = last - 1; i >= 0; i--) {
        if (layers.get(i) instanceof Conv head) {
          return with(i, head.withOut(classes(checkpoint, head.name(), head.out())));
        }
      }
    }
    return this;
  }

  private static int classes(Map<String, Tensor> checkpoint, String head, int otherwise) {
    Tensor weight = checkpoint.get(head + ".weight");
    return weight == null || weight.shape().isEmpty() || weight.shape().get(0) < 1
        ? otherwise
        : weight.shape().get(0);
  }

  private Architecture with(int place, Layer layer) {
    List<Layer> other = new ArrayList<>(layers);
    other.set(place, layer);
    return new Architecture(name, other, preprocessing);
  }

  public String name() {
    return name;
  }

  /** Every post-ReLU site, in order of the forward pass. */
  public List<Site> sites() {
    return List.copyOf(sites.values());
  }

  /**
   * @throws InputException where the network has no such site; says which have a name like it
   */
  public Site site(String site) {
    Site known = sites.get(site);
    if (known == null) {
      throw new InputException(
          "%s has no layer '%s'; the nearest are %s, and `pragnanz layers --model %s` lists all %d."
              .formatted(name, site, Nearest.to(site, sites.keySet()), name, sites.size()));
    }
    return known;
  }

  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** How many logits the network has. */
  public int classes() {
    return classes;
  }

  /** The shape of every parameter by its name in a checkpoint, in order of the forward pass. */
  public Map<String, List<Integer>> parameters() {
    return parameters;
  }

  /** What the network is made of, in order of the forward pass. */
  public List<Layer> layers() {
    return layers;
  }
}
