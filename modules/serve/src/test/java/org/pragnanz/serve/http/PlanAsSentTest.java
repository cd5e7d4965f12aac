package org.pragnanz.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.serve.testing.Client;
import org.pragnanz.serve.testing.Client.Answered;
import org.pragnanz.serve.testing.ServerProcess;
import org.pragnanz.serve.testing.SmallSurvey;

/** What the browser gets tells no trial from another. */
class PlanAsSentTest {
  @TempDir Path folder;

  @Test
  void tellsNoCatchTrialNoBasisAndNoAnswer() throws Exception {
    Path survey = SmallSurvey.write(folder.resolve("survey"));
    try (ServerProcess server =
        ServerProcess.start(survey, folder.resolve("r.sqlite").toString())) {
      Client client = Client.of(server);
      JsonNode plan = client.arrive("w").json();
      assertThat(plan.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder(
              "session", "practice", "main", "language", "position", "state");
      Set<String> shapes = new HashSet<>();
      Set<String> seen = new HashSet<>();
      int images = 0;
      for (JsonNode trial : plan.get("main")) {
        // Names and numbers aside, every trial is the same text.
        shapes.add(trial.toString().replaceAll("[0-9a-f]{16}", "x").replaceAll("\\d+", "n"));
        for (String role : List.of("references", "contrasts", "queries")) {
          for (JsonNode image : trial.get(role)) {
            seen.add(image.asText());
            images++;
          }
        }
      }
      assertThat(plan.get("main")).hasSize(SmallSurvey.MAIN);
      assertThat(shapes).hasSize(1);
      // No image twice, by its name: in a catch trial a query is one of the references.
      assertThat(seen).hasSize(images);
      assertThat(headersOfImages(client, plan)).hasSize(1);
    }
  }

  /** Of every image of two trials all headers but the time, so also size and ETag. */
  private static Set<String> headersOfImages(Client client, JsonNode plan) throws Exception {
    List<JsonNode> images = new ArrayList<>();
    // The eighth is a catch trial.
    for (int trial : List.of(0, 7)) {
      for (String role : List.of("references", "queries")) {
        plan.get("main").get(trial).get(role).forEach(images::add);
      }
    }
    Set<String> headers = new HashSet<>();
    for (JsonNode image : images) {
      Answered reply = client.get("/" + image.asText());
      assertThat(reply.status()).isEqualTo(200);
      headers.add(reply.response().headers().map().toString().replaceAll("date=\\[[^\\]]*\\]", ""));
    }
    return headers;
  }
}
