package org.pragnanz.serve;

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

/** Sends what a browser sends. */
record Client(HttpClient http, String url) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Client of(ServerProcess server) {
    return new Client(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), server.url());
  }

  /** A status and a body. */
  record Answered(int status, HttpResponse<String> response) {
    JsonNode json() throws IOException {
      return JSON.readTree(response.body());
    }

    String error() throws IOException {
      return json().path("error").asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answered get(String path, String... headers) throws IOException, InterruptedException {
    return send(request(path, headers).GET().build());
  }

  Answered post(String path, Object body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body instanceof String s ? s : body.toString()))
            .build());
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  Answered send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answered(response.statusCode(), response);
  }

  /** Opens a session. */
  Answered arrive(String worker) throws IOException, InterruptedException {
    return post("/api/sessions", arrival(worker));
  }

  static ObjectNode arrival(String worker) {
    return JSON.createObjectNode()
        .put("worker", worker)
        .put("study", "s1")
        .put("prolificSession", "of-" + worker)
        .put("language", "en")
        .put("browser", "test");
  }

  static ObjectNode consent(boolean agreed) {
    return JSON.createObjectNode().put("agreed", agreed).put("version", "0123456789abcdef");
  }

  static ObjectNode answer(int index, String side) {
    ObjectNode answer =
        JSON.createObjectNode()
            .put("index", index)
            .put("side", side)
            .put("rt", 1234.5 + index)
            .put("viewTime", 1300.25);
    answer.putArray("events").addObject().put("t", 12.5).put("type", "blur");
    return answer;
  }

  /** Opens a session and consents. Returns its address, without the server's. */
  String begin(String worker) throws IOException, InterruptedException {
    String session = "/api/sessions/" + arrive(worker).json().get("session").asText();
    post(session + "/consent", consent(true));
    return session;
  }
}
