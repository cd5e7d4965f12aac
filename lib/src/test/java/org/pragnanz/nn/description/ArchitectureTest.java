package org.pragnanz.nn.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Tensor;
import org.pragnanz.testing.SharedData;

class ArchitectureTest {
  /**
   * Tensors of the state dictionary without num_batches_tracked, their numbers and ReLUs, from
   * torchvision 0.14.1: {@code m = getattr(torchvision.models, name)(); sum(v.numel() for k, v in
   * m.state_dict().items() if "num_batches" not in k)}.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet18, 102, 11699112, 17",
    "resnet34, 182, 21814696, 33",
    "resnet50, 267, 25610152, 49",
    "resnet101, 522, 44654504, 100",
    "resnet152, 777, 60344232, 151",
    "vgg11, 22, 132863336, 10",
    "vgg13, 26, 133047848, 12",
    "vgg16, 32, 138357544, 15",
    "vgg16_bn, 84, 138374440, 15",
    "vgg19, 38, 143667240, 18",
    "squeezenet1_0, 52, 1248424, 26",
    "squeezenet1_1, 52, 1235496, 26",
    "alexnet, 16, 61100840, 7"
  })
  void hasTorchvisionsParameters(String name, int tensors, long numbers, int sites) {
    Architecture architecture = Architecture.named(name);
    assertThat(architecture.parameters()).hasSize(tensors);
    assertThat(architecture.parameters().values().stream().mapToLong(Tensor::size).sum())
        .isEqualTo(numbers);
    assertThat(architecture.sites()).hasSize(sites);
    assertThat(architecture.classes()).isEqualTo(1000);
  }

  @Test
  void placesSitesFromFirstToLast() {
    List<Site> sites = Architecture.named("vgg16_bn").sites();
    assertThat(sites.get(0)).isEqualTo(new Site("features.1", 64, 0));
    assertThat(sites.get(7)).isEqualTo(new Site("features.25", 512, 0.5));
    assertThat(sites.get(14)).isEqualTo(new Site("classifier.3", 4096, 1));
  }

  /** The shapes that torchvision's modules gave for images of 224×224. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "resnet50", "vgg16", "squeezenet1_1"})
  void mapsHaveTorchvisionsShapes(String model) throws IOException {
    JsonNode root = new ObjectMapper().readTree(SharedData.reference("networks.json").toFile());
    Map<String, Shape> shapes = Layer.sites(Architecture.named(model).layers(), Shape.image(224));
    for (JsonNode site : root.path("models").path(model).path("sites")) {
      JsonNode shape = site.path("shape");
      assertThat(shapes.get(site.path("site").textValue()))
          .as(site.path("site").textValue())
          .isEqualTo(
              new Shape(
                  shape.path(0).intValue(), shape.path(1).asInt(1), shape.path(1).isMissingNode()));
    }
  }

  @Test
  void suggestsTheNearestModel() {
    assertThatThrownBy(() -> Architecture.named("resnet5O"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("There is no model 'resnet5O'; the nearest names are resnet50,");
  }

  @Test
  void suggestsTheNearestLayer() {
    Architecture architecture = Architecture.named("resnet50");
    assertThatThrownBy(() -> architecture.site("layer3.2.relu2"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "resnet50 has no layer 'layer3.2.relu2'; the nearest are layer3.2.bn2,");
    assertThat(architecture.site("layer3.2.bn3")).isEqualTo(architecture.sites().get(30));
  }
}
