package org.pragnanz.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pragnanz.serve.testing.Client;
import org.pragnanz.serve.testing.Client.Answered;
import org.pragnanz.serve.testing.ServerProcess;
import org.pragnanz.serve.testing.SmallSurvey;
import org.pragnanz.serve.testing.Stored;

/** What an attacker sends: each is refused with a short sentence, and nothing is stored. */
class HostileInputTest {
  private static final String WORKER = "w-honest-5f3a";
  private static final List<String> INJECTIONS =
      List.of(
          "'; DROP TABLE answer; --",
          "\" OR \"\"=\"",
          "<script>alert(1)</script>",
          "\u0000",
          "\ud800",
          "../../etc/passwd",
          "a".repeat(5000));

  @TempDir static Path folder;
  private static ServerProcess server;
  private static Client client;
  private static Stored stored;
  private static String session;
  private static List<String> before;

  @BeforeAll
  static void start() throws Exception {
    String database = folder.resolve("r.sqlite").toString();
    server =
        ServerProcess.start(
            SmallSurvey.write(folder.resolve("survey")), database, "--behind-proxy", "--rate=50");
    client = Client.of(server);
    stored = Stored.in(database);
    session = client.begin(WORKER).address();
    client.post(session + "/answers", Client.answer(0, "left"));
    before = contents();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void nothingWasStoredAndTheLogNamesNobody() throws Exception {
    assertThat(contents()).isEqualTo(before);
    assertThat(server.log()).doesNotContain(WORKER).doesNotContain(session.substring(14));
  }

  private static List<String> contents() throws Exception {
    return stored.texts(
        "SELECT id || plan || state || language || browser FROM session"
            + " UNION ALL SELECT session || worker FROM worker"
            + " UNION ALL SELECT session || ' ' || position || side || events FROM answer");
  }

  private static void assertRefused(Answered reply, int... statuses) throws Exception {
    assertThat(statuses).contains(reply.status());
    assertThat(reply.error()).isNotEmpty().hasSizeLessThan(120).doesNotContain("Exception");
    assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  static Stream<ObjectNode> arrivals() {
    return Stream.of("worker", "study", "prolificSession", "language")
        .flatMap(
            field -> INJECTIONS.stream().map(text -> Client.arrival("w-evil").put(field, text)));
  }

  @ParameterizedTest
  @MethodSource("arrivals")
  void refusesInjectionInEveryFieldOfAnArrival(ObjectNode arrival) throws Exception {
    assertRefused(post("/api/sessions", arrival), 400);
  }

  static Stream<ObjectNode> answers() {
    return Stream.concat(
        INJECTIONS.stream().map(text -> Client.answer(1, text)),
        INJECTIONS.stream()
            .map(
                text -> {
                  ObjectNode answer = Client.answer(1, "left");
                  ((ObjectNode) answer.at("/events/0")).put("type", text);
                  return answer;
                }));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void refusesInjectionInEveryFieldOfAnAnswer(ObjectNode answer) throws Exception {
    assertRefused(post(session + "/answers", answer), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"index\":1}",
        "{\"index\":1,\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"events\":[]} x",
        "{\"index\":1,\"side\":\"left\",\"rt\":NaN,\"viewTime\":1,\"events\":[]}",
        "{\"index\":1,\"side\":\"left\",\"rt\":\"NaN\",\"viewTime\":1,\"events\":[]}",
        "{\"index\":1,\"side\":\"left\",\"rt\":1e999,\"viewTime\":1,\"events\":[]}",
        "{\"index\":1,\"side\":\"left\",\"rt\":-1,\"viewTime\":1,\"events\":[]}",
        "{\"index\":1.5,\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"events\":[]}",
        "{\"index\":\"1\",\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"events\":[]}",
        "{\"index\":1,\"side\":0,\"rt\":1,\"viewTime\":1,\"events\":[]}",
        "{\"index\":1,\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"events\":[null]}",
        "{\"index\":1,\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"events\":[],\"correct\":true}",
        "{\"index\":1,\"index\":1,\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"events\":[]}",
        "{\"index\":1,\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"confidence\":99}",
        "{\"index\":-1,\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"events\":[]}",
        "{\"index\":2147483648,\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"events\":[]}",
        "{\"index\":49,\"side\":\"left\",\"rt\":1,\"viewTime\":1,\"events\":[]}",
        "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"
      })
  void refusesJsonThatIsNoAnswer(String body) throws Exception {
    assertRefused(post(session + "/answers", body), 400);
  }

  @Test
  void refusesBodiesThatAreTooLargeOrNoJson() throws Exception {
    // A few bytes too many: of a far larger body the server leaves the rest unread when it closes
    // the connection, and its answer may be lost with it.
    String large = "{\"index\":" + " ".repeat(RequestBody.LARGEST) + "1}";
    assertRefused(post(session + "/answers", large), 413);
    assertRefused(
        client.send(
            client
                .request(session + "/answers", "X-Forwarded-For", fresh())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(Client.answer(1, "left").toString()))
                .build()),
        415);
  }

  @Test
  void knowsNoForgedSessions() throws Exception {
    for (String id : List.of("x", "1", "0".repeat(24), "%27%20OR%201=1--", "a".repeat(2000))) {
      assertRefused(get("/api/sessions/" + id), 404);
      assertRefused(post("/api/sessions/" + id + "/answers", Client.answer(1, "left")), 404);
      assertRefused(post("/api/sessions/" + id + "/finish", "{}"), 404);
    }
  }

  @Test
  void givesSessionsIdsThatCannotBeGuessed() {
    // 18 bytes from SecureRandom.
    assertThat(session.substring("/api/sessions/".length())).matches("[A-Za-z0-9_-]{24}");
  }

  @Test
  void givesNobodyTheSessionOfAnother() throws Exception {
    ObjectNode thief = Client.arrival(WORKER).put("prolificSession", "of-a-thief");
    Answered reply = post("/api/sessions", thief);
    assertRefused(reply, 403);
    assertThat(reply.response().body()).doesNotContain(session.substring(14));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../study.json",
        "/%2e%2e/study.json",
        "/..%2fstudy.json",
        "/images/..%2f..%2fstudy.json",
        "/images/%252e%252e/%252e%252e/study.json",
        "/images/..\\..\\study.json",
        "/images/..;/..;/study.json",
        "//study.json",
        "/study.json",
        "/config.js%00.html",
        "/sessions/1.js",
        "/experimenter/../study.json"
      })
  void sendsNoFileThatIsNotThePages(String path) throws Exception {
    // A socket, because HTTP clients tidy such paths up.
    String reply = raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(reply).containsPattern("^HTTP/1.1 (400|404) ").doesNotContain("references");
  }

  @Test
  void answersWhatIsNoHttpInShort() throws Exception {
    assertThat(raw("GET / HTTP/9.9\r\n\r\n")).matches("(?s)HTTP/1.1 (400|505) .*");
    assertThat(raw("\u0001\u0002\r\n\r\n")).startsWith("HTTP/1.1 400 ").hasSizeLessThan(1500);
    String header = "X: " + "a".repeat(50_000);
    assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void limitsOneClientAndServesTheOthers() throws Exception {
    // Ten thousand at once, from one client that also pretends to be others.
    String one =
        "GET /config.js HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: %d.1.1.1, 10.9.9.9\r\n\r\n";
    int sent = 10_000;
    int limited = 0;
    try (Socket socket = connect()) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  OutputStream out = socket.getOutputStream();
                  for (int i = 0; i < sent; i++) {
                    out.write(one.formatted(i % 250).getBytes(StandardCharsets.US_ASCII));
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      writer.start();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      int replies = 0;
      // A body has no line end: the next reply's first line follows it on the same.
      boolean retryAfter = false;
      while (replies < sent) {
        String line = in.readLine();
        if (line.contains("HTTP/1.1 429")) {
          limited++;
        }
        retryAfter |= line.startsWith("Retry-After: ");
        replies += line.contains("HTTP/1.1 ") ? 1 : 0;
        if (replies == sent / 2) {
          assertThat(get("/config.js").status()).isEqualTo(200);
        }
      }
      assertThat(retryAfter).isTrue();
    }
    assertThat(limited).isGreaterThan(sent / 2);
    assertThat(server.log().lines().count()).isLessThan(2000);
  }

  @Test
  void servesOthersWhileHundredsOfBodiesTrickleIn() throws Exception {
    // More than the server has threads.
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 600; i++) {
        Socket socket = connect();
        slow.add(socket);
        String head =
            "POST /api/sessions HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.8.1.%d\r\n"
                + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
        socket.getOutputStream().write(head.formatted(i % 250).getBytes(StandardCharsets.US_ASCII));
      }
      HttpRequest request = client.request("/config.js", "X-Forwarded-For", fresh()).build();
      Future<HttpResponse<String>> other =
          client.http().sendAsync(request, BodyHandlers.ofString());
      while (!other.isDone()) {
        // The server gives up whoever sends nothing for half a minute.
        for (Socket socket : slow) {
          socket.getOutputStream().write(' ');
        }
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
      assertThat(other.get().statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void letsOneClientOpenOnlySoManySessions() throws Exception {
    // A server of its own: this one stores sessions.
    Path own = SmallSurvey.write(folder.resolve("own"));
    try (ServerProcess strict =
        ServerProcess.start(own, own.resolve("own.sqlite").toString(), "--arrivals=1")) {
      Client visitor = Client.of(strict);
      assertThat(visitor.arrive("a").status()).isEqualTo(201);
      assertThat(visitor.arrive("b").status()).isEqualTo(201);
      assertThat(visitor.arrive("c").status()).isEqualTo(429);
    }
  }

  private static int clients;

  /** The address of a client that was not seen before. */
  private static String fresh() {
    clients++;
    return "10.1.%d.%d".formatted(clients / 250, clients % 250);
  }

  private static Answered get(String path) throws Exception {
    return client.get(path, "X-Forwarded-For", fresh());
  }

  private static Answered post(String path, Object body) throws Exception {
    return client.post(path, body, "X-Forwarded-For", fresh());
  }

  private static Socket connect() throws Exception {
    URI url = URI.create(server.url());
    return new Socket(url.getHost(), url.getPort());
  }

  private static String raw(String request) throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
