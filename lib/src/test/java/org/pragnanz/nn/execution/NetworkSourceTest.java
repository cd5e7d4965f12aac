package org.pragnanz.nn.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pragnanz.nn.description.Layer;
import org.pragnanz.nn.description.Layer.AveragePool;
import org.pragnanz.nn.description.Layer.Conv;
import org.pragnanz.nn.description.Layer.Flatten;
import org.pragnanz.nn.description.Layer.Linear;
import org.pragnanz.nn.description.Layer.Relu;

class NetworkSourceTest {
  private static final List<Layer> TINY =
      List.of(
          new Conv("conv1", 3, 64, 3, 2, 1, true),
          new Relu("conv1"),
          new Conv("conv2", 64, 64, 3, 1, 1, true),
          new Relu("conv2"),
          new AveragePool(1),
          new Flatten(),
          new Linear("fc", 64, 10));

  private static NetworkSource tiny() {
    return NetworkSource.of(TINY, Kernels.WINOGRAD, Precision.FLOAT32, 32, true);
  }

  /** tiny.py is a generated program with comments for who reads it. */
  @Test
  void writesTheProgramOfATinyNetwork() throws IOException {
    NetworkSource source = tiny();
    try (InputStream in = getClass().getResourceAsStream("tiny.py")) {
      String annotated = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(source.source()).isEqualTo(uncommented(annotated));
    }
    assertThat(source.weights())
        .containsExactly(
            "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "fc.weight", "fc.bias");
    assertThat(source.backwardWeights()).containsExactly("conv2.weight");
    assertThat(source.sites()).containsExactly("conv1", "conv2");
  }

  /** docs/torchscript.md quotes that program; what it quotes is in it, line for line. */
  @Test
  void thePageQuotesTheProgram() throws IOException {
    Path page = Path.of(System.getProperty("pragnanz.root"), "docs", "torchscript.md");
    List<String> quotes =
        Pattern.compile("(?ms)^```python\n(.*?)^```$")
            .matcher(Files.readString(page))
            .results()
            .map((MatchResult quote) -> uncommented(quote.group(1)))
            .toList();
    String source = tiny().source().indent(-2);
    assertThat(quotes).hasSize(2);
    assertThat(quotes).allSatisfy(quote -> assertThat(source).contains(quote));
  }

  private static String uncommented(String script) {
    return new Template("script", script).fill(Map.of());
  }
}
