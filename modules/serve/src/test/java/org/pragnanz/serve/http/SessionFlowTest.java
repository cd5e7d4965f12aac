package org.pragnanz.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.serve.testing.Client;
import org.pragnanz.serve.testing.Client.Answered;
import org.pragnanz.serve.testing.Client.Begun;
import org.pragnanz.serve.testing.ServerProcess;
import org.pragnanz.serve.testing.SmallSurvey;

/** A participant's way through the server. */
class SessionFlowTest {
  @TempDir static Path folder;
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
    Begun begun = client.begin("w-complete");
    String session = begun.address();
    JsonNode plan = begun.plan();
    for (int i = 0; i < SmallSurvey.TRIALS; i++) {
      assertThat(client.post(session + "/finish", "{}").status()).isEqualTo(409);
      Answered reply =
          client.post(session + "/answers", Client.answer(i, SmallSurvey.rightSide(plan, i)));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.response().body())
          .isEqualTo(i < SmallSurvey.PRACTICE ? "{\"correct\":true}" : "{}");
    }
    Answered finish = client.post(session + "/finish", "{}");
    assertThat(finish.json().get("code").asText()).isEqualTo("DONE1");
    assertThat(finish.json().get("redirect").asText())
        .isEqualTo("https://recruiter.example/complete?cc=DONE1");
  }

  @Test
  void endsWithACodeOfItsOwnWhenThePracticeIsFailed() throws Exception {
    Begun begun = client.begin("w-failed");
    String session = begun.address();
    JsonNode plan = begun.plan();
    for (int i = 0; i < SmallSurvey.PRACTICE; i++) {
      // Four of nine are right, and five are needed.
      String side = i < 4 ? SmallSurvey.rightSide(plan, i) : SmallSurvey.wrongSide(plan, i);
      String reply = client.post(session + "/answers", Client.answer(i, side)).response().body();
      boolean last = i == SmallSurvey.PRACTICE - 1;
      assertThat(reply).isEqualTo("{\"correct\":" + (i < 4) + (last ? ",\"failed\":true}" : "}"));
    }
    assertThat(client.post(session + "/answers", Client.answer(9, "left")).status()).isEqualTo(409);
    assertThat(client.post(session + "/finish", "{}").json().get("code").asText())
        .isEqualTo("FAILED1");
  }

  @Test
  void repeatsItsReplyToAnAnswerThatIsSentAgainAndKeepsTheFirst() throws Exception {
    String session = client.begin("w-again").address();
    Answered first = client.post(session + "/answers", Client.answer(0, "left"));
    Answered again = client.post(session + "/answers", Client.answer(0, "left"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.response().body()).isEqualTo(first.response().body());
    assertThat(client.post(session + "/answers", Client.answer(0, "right")).status())
        .isEqualTo(409);
    assertThat(client.post(session + "/answers", Client.answer(5, "left")).status()).isEqualTo(409);
  }

  @Test
  void goesOnWhereTheSameWorkerWas() throws Exception {
    String session = client.begin("w-back").address();
    client.post(session + "/answers", Client.answer(0, "left"));
    Answered back = client.arrive("w-back");
    assertThat(back.status()).isEqualTo(200);
    assertThat("/api/sessions/" + back.json().get("session").asText()).isEqualTo(session);
    assertThat(back.json().get("position").asInt()).isEqualTo(1);
    assertThat(back.json().get("state").asText()).isEqualTo("open");
  }

  @Test
  void takesNoAnswerBeforeConsentNorAfterARefusal() throws Exception {
    String session = "/api/sessions/" + client.arrive("w-refused").json().get("session").asText();
    assertThat(client.post(session + "/answers", Client.answer(0, "left")).status()).isEqualTo(409);
    assertThat(client.post(session + "/consent", Client.consent(false)).status()).isEqualTo(204);
    assertThat(client.post(session + "/consent", Client.consent(true)).status()).isEqualTo(409);
    assertThat(client.post(session + "/answers", Client.answer(0, "left")).status()).isEqualTo(409);
  }

  @Test
  void sendsImagesForEverAndPagesAnew() throws Exception {
    String image = client.arrive("w-images").json().at("/practice/0/references/0").asText();
    Answered first = client.get("/" + image);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(client.get("/" + image, "If-None-Match", first.header("ETag")).status())
        .isEqualTo(304);
    assertThat(client.get("/").header("Cache-Control")).isEqualTo("no-cache");
    assertThat(client.get("/config.js").response().body()).contains("\"mode\":\"server\"");
    assertThat(client.get("/sessions/1.js").status()).isEqualTo(404);
  }
}
