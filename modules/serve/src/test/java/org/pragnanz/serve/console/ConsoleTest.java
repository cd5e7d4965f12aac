package org.pragnanz.serve.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.serve.testing.Client;
import org.pragnanz.serve.testing.Client.Answered;
import org.pragnanz.serve.testing.Client.Begun;
import org.pragnanz.serve.testing.ServerProcess;
import org.pragnanz.serve.testing.SmallSurvey;

/** The experimenter's page and the export. */
class ConsoleTest {
  private static final String TOKEN = "0123456789-token-of-the-test";
  private static final String BEARER = "Bearer " + TOKEN;

  @TempDir Path folder;
  private ServerProcess server;
  private Client client;
  private String database;

  @BeforeEach
  void start() throws Exception {
    Path token = folder.resolve("token");
    Files.writeString(token, TOKEN + "\n");
    database = folder.resolve("r.sqlite").toString();
    server =
        ServerProcess.start(
            SmallSurvey.write(folder.resolve("survey")),
            database,
            "--token-file=" + token,
            "--completed-code=DONE1");
    client = Client.of(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void opensToTheTokenAlone() throws Exception {
    assertThat(client.get("/experimenter").status()).isEqualTo(401);
    for (String wrong : new String[] {"Bearer x", "Bearer " + TOKEN + "x", TOKEN, "Bearer "}) {
      assertThat(client.get("/experimenter", "Authorization", wrong).status()).isEqualTo(401);
      Answered export = client.get("/experimenter/export.zip", "Authorization", wrong);
      assertThat(export.status()).isEqualTo(401);
      assertThat(export.error()).isEqualTo("The experimenter's token is missing or wrong.");
    }
    assertThat(client.get("/experimenter?token=" + TOKEN).status()).isEqualTo(401);
    assertThat(client.get("/experimenter", "Authorization", BEARER).status()).isEqualTo(200);
    assertThat(server.log()).doesNotContain(TOKEN);
  }

  @Test
  void keepsACookieInsteadOfTheToken() throws Exception {
    assertThat(form("/experimenter/login", "token=wrong").status()).isEqualTo(401);
    Answered reply = form("/experimenter/login", "token=" + TOKEN);
    assertThat(reply.status()).isEqualTo(303);
    String cookie = reply.header("Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(TOKEN);
    String pass = cookie.substring(0, cookie.indexOf(';'));
    assertThat(client.get("/experimenter", "Cookie", pass).status()).isEqualTo(200);
    assertThat(
            form("/experimenter/close", "sure=yes", "Cookie", pass, "Sec-Fetch-Site", "cross-site")
                .status())
        .isEqualTo(403);
  }

  @Test
  void showsAccuracyByBasisOnlyWhenClosedAndNobodyTakesPart() throws Exception {
    Begun begun = client.begin("w-secret-1");
    String session = begun.address();
    JsonNode plan = begun.plan();
    for (int i = 0; i < SmallSurvey.TRIALS - 1; i++) {
      client.post(session + "/answers", Client.answer(i, SmallSurvey.rightSide(plan, i)));
    }
    assertThat(page()).contains("taking part now").doesNotContain("main, craft");
    assertThat(form("/experimenter/close", "sure=yes", "Authorization", BEARER).status())
        .isEqualTo(303);
    assertThat(client.arrive("w-late").status()).isEqualTo(403);
    assertThat(page()).contains("Closed to newcomers").doesNotContain("main, craft");
    int last = SmallSurvey.TRIALS - 1;
    client.post(session + "/answers", Client.answer(last, SmallSurvey.rightSide(plan, last)));
    assertThat(page()).contains("main, craft").doesNotContain("w-secret-1");
  }

  @Test
  void exportsAnswersWithoutWhoGaveThem() throws Exception {
    Begun begun = client.begin("w-secret-2");
    String session = begun.address();
    JsonNode plan = begun.plan();
    for (int i = 0; i < SmallSurvey.TRIALS; i++) {
      String side = i == 20 ? SmallSurvey.wrongSide(plan, i) : SmallSurvey.rightSide(plan, i);
      client.post(session + "/answers", Client.answer(i, side));
    }
    client.begin("w-secret-3");
    Path out = folder.resolve("out");
    Path workers = folder.resolve("workers.csv");
    assertThat(
            Main.run(
                "export", "--database", database, "--out", out + "", "--workers", workers + ""))
        .isEqualTo(0);
    List<String> responses = Files.readAllLines(out.resolve("responses.csv"));
    assertThat(responses).hasSize(1 + SmallSurvey.MAIN);
    assertThat(responses.get(0))
        .startsWith("experiment,model,basis,participant,trial,kind,layer,channel,correct,rt_ms");
    // Index 20 is the twelfth main or catch trial; 1234.5 + 20 ms.
    assertThat(responses.get(12)).contains(",0,1255,0,").contains(",p0001,");
    assertThat(responses.stream().filter(row -> row.matches(".*,0,\\d+,0,.*"))).hasSize(1);
    for (Path file : files(out)) {
      assertThat(file).content().doesNotContain("w-secret").doesNotContain(session.substring(14));
    }
    assertThat(workers)
        .content()
        .contains("\np0001,w-secret-2,s1,of-w-secret-2,complete\n")
        .contains("\np0002,w-secret-3,s1,of-w-secret-3,open\n");
    assertThat(zipped().get("answers/responses.csv"))
        .isEqualTo(Files.readString(out.resolve("responses.csv")));
  }

  private static List<Path> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** What the page's button downloads. */
  private Map<String, String> zipped() throws Exception {
    byte[] zip =
        client
            .http()
            .send(
                client.request("/experimenter/export.zip", "Authorization", BEARER).build(),
                BodyHandlers.ofByteArray())
            .body();
    Map<String, String> files = new HashMap<>();
    ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    return files;
  }

  @Test
  void refusesADatabaseOfAnotherSurvey() throws Exception {
    Path other = SmallSurvey.write(folder.resolve("other"));
    Path study = other.resolve("study.json");
    Files.writeString(study, Files.readString(study).replace("\"small\"", "\"another\""));
    assertThat(Main.run("serve", other.toString(), "--port=0", "--database=" + database))
        .isEqualTo(2);
  }

  @Test
  void saysInOneSentenceThatThePortIsTaken() throws Exception {
    Path another = folder.resolve("another.sqlite");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(err, true, StandardCharsets.UTF_8),
            "serve",
            folder.resolve("survey").toString(),
            "--port=" + server.port(),
            "--database=" + another);
    assertThat(code).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8).strip())
        .startsWith("serve: Nothing can listen on 127.0.0.1, port " + server.port())
        .doesNotContain("\n");
  }

  private String page() throws Exception {
    return client.get("/experimenter", "Authorization", BEARER).response().body();
  }

  private Answered form(String path, String fields, String... headers) throws Exception {
    return client.send(
        client
            .request(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(fields))
            .build());
  }
}
