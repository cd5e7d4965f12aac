package org.pragnanz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.serve.Client.Answered;
import org.pragnanz.survey.Study;

/** A participant's way through the server. */
class SessionFlowTest {
  @TempDir static Path folder;
  private static final Study STUDY = SmallSurvey.study();
  private static ServerProcess server;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    server =
        ServerProcess.start(
            SmallSurvey.write(folder.resolve("survey")),
            folder.resolve("r.sqlite").toString(),
            "--completed-code=DONE1",
            "--failed-code=FAILED1",
            "--redirect=https://recruiter.example/complete?cc={code}");
    client = Client.of(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void judgesPracticeAndGivesTheCodeOnlyAtTheEnd() throws Exception {
    String session = client.begin("w-complete");
    for (int i = 0; i < SmallSurvey.TRIALS; i++) {
      assertThat(client.post(session + "/finish", "{}").status()).isEqualTo(409);
      Answered reply = client.post(session + "/answers", Client.answer(i, right(session, i)));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.response().body())
          .isEqualTo(i < SmallSurvey.PRACTICE ? "{\"correct\":true}" : "{}");
    }
    Answered finish = client.post(session + "/finish", "{}");
    assertThat(finish.json().get("code").asText()).isEqualTo("DONE1");
    assertThat(finish.json().get("redirect").asText())
        .isEqualTo("https://recruiter.example/complete?cc=DONE1");
  }

  private static String right(String session, int index) throws Exception {
    JsonNode plan = client.get(session).json();
    JsonNode trial =
        index < SmallSurvey.PRACTICE
            ? plan.get("practice").get(index)
            : plan.get("main").get(index - SmallSurvey.PRACTICE);
    String left = trial.get("queries").get(0).asText();
    return STUDY.trials().stream()
        .filter(own -> left.equals("images/" + own.queries().get(0) + ".jpg"))
        .map(own -> own.side().label())
        .findFirst()
        .orElseThrow();
  }
}
