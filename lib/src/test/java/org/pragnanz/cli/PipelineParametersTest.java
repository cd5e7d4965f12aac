package org.pragnanz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pragnanz.nn.description.Architecture;

class PipelineParametersTest {
  @Test
  void readsTheSchemaAsJacksonDoes() throws IOException {
    JsonNode schema =
        new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readTree(getClass().getResourceAsStream("/nextflow_schema.json"));
    assertThat(PipelineParameters.schema()).isEqualTo(texts(schema));
  }

  private static Object texts(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), texts(field.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(item -> list.add(texts(item)));
      return list;
    }
    return node.asText();
  }

  @Test
  void namesHaveHyphensOnTheCommandLine() {
    assertThat(PipelineParameters.of("--trials-per-unit").preset()).isEqualTo("10");
    assertThat(PipelineParameters.of("--nowhere")).isNull();
  }

  @Test
  void theModelsAreThoseThatThereAre() {
    for (String option : List.of("--model", "--observer-model")) {
      assertThat(PipelineParameters.of(option).constraint().values())
          .containsExactlyInAnyOrderElementsOf(Architecture.names());
    }
  }
}
