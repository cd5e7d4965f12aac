package org.pragnanz.serve.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.pragnanz.testing.Patience;

/** Sends what a browser sends. */
public record Client(HttpClient http, String url) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Patience.inAdvance(Duration.ofSeconds(30));

  /** Sends to a server. */
  public static Client of(ServerProcess server) {
    return new Client(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), server.url());
  }

  /** A status and a body. */
  public record Answered(int status, HttpResponse<String> response) {
    /** The body as JSON. */
    public JsonNode json() throws IOException {
      return JSON.readTree(response.body());
    }

    /** The sentence of a refusal, or empty. */
    public String error() throws IOException {
      return json().path("error").asText();
    }

    /** A header, or empty. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** Gets. */
  public Answered get(String path, String... headers) throws IOException, InterruptedException {
    return send(request(path, headers).GET().build());
  }

  /** Posts JSON. */
  public Answered post(String path, Object body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body instanceof String s ? s : body.toString()))
            .build());
  }

  /** A request to complete. */
  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Sends a request. */
  public Answered send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answered(response.statusCode(), response);
  }

  /** Opens a session. */
  public Answered arrive(String worker) throws IOException, InterruptedException {
    return post("/api/sessions", arrival(worker));
  }

  /** What a browser sends of a worker who arrives. */
  public static ObjectNode arrival(String worker) {
    return JSON.createObjectNode()
        .put("worker", worker)
        .put("study", "s1")
        .put("prolificSession", "of-" + worker)
        .put("language", "en")
        .put("browser", "test");
  }

  /** What it sends of the consent form. */
  public static ObjectNode consent(boolean agreed) {
    return JSON.createObjectNode().put("agreed", agreed).put("version", "0123456789abcdef");
  }

  /** What it sends of a trial. */
  public static ObjectNode answer(int index, String side) {
    ObjectNode answer =
        JSON.createObjectNode()
            .put("index", index)
            .put("side", side)
            .put("rt", 1234.5 + index)
            .put("viewTime", 1300.25);
    answer.putArray("events").addObject().put("t", 12.5).put("type", "blur");
    return answer;
  }

  /**
   * A session that has begun.
   *
   * @param address without the server's
   * @param plan as the server sent it
   */
  public record Begun(String address, JsonNode plan) {}

  /** Opens a session and consents. */
  public Begun begin(String worker) throws IOException, InterruptedException {
    JsonNode plan = arrive(worker).json();
    String address = "/api/sessions/" + plan.get("session").asText();
    post(address + "/consent", consent(true));
    return new Begun(address, plan);
  }
}
