package org.pragnanz.serve.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.pragnanz.serve.testing.Client.Answered;
import org.pragnanz.testing.Patience;

/**
 * Participants at once, each with an address of its own (the server believes that a proxy tells
 * it), who send again what was not acknowledged, as the page does.
 */
public final class Crowd {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration RETRY = Duration.ofMillis(20);

  private final Client client;
  private final Duration pause;
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();

  /**
   * @param pause before each answer, half of it to one and a half times of it
   */
  public Crowd(String url, Duration pause) {
    this.pause = pause;
    this.client =
        new Client(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), url);
  }

  /** Answers that the server acknowledged, as "session position side". */
  public Queue<String> acknowledged() {
    return acknowledged;
  }

  /** ns that each acknowledged answer took, sorted. */
  public List<Long> latencies() {
    return latencies.stream().sorted().toList();
  }

  /** Lets {@code participants} take part, all at once, each from the first trial to the last. */
  public void takePart(String name, int participants) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(participants);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < participants; i++) {
        int number = i;
        all.add(
            threads.submit(
                () -> {
                  takePart(name + number, "10.0.%d.%d".formatted(number / 250, number % 250));
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void takePart(String worker, String address) throws IOException, InterruptedException {
    JsonNode plan = persist("/api/sessions", Client.arrival(worker), address).json();
    String id = plan.get("session").asText();
    String session = "/api/sessions/" + id;
    persist(session + "/consent", Client.consent(true), address);
    for (int i = 0; i < SmallSurvey.TRIALS; i++) {
      String side = SmallSurvey.rightSide(plan, i);
      ObjectNode answer = Client.answer(i, side);
      double share = 0.5 + ThreadLocalRandom.current().nextDouble();
      LockSupport.parkNanos((long) (share * pause.toNanos()));
      long start = System.nanoTime();
      persist(session + "/answers", answer, address);
      latencies.add(System.nanoTime() - start);
      acknowledged.add(id + " " + i + " " + side);
    }
  }

  private Answered persist(String path, Object body, String address)
      throws IOException, InterruptedException {
    Patience patience = Patience.of(LONGEST);
    while (!patience.isOver()) {
      try {
        Answered reply = client.post(path, body, "X-Forwarded-For", address);
        if (reply.status() < 300) {
          return reply;
        }
        if (reply.status() != 503) {
          throw new IllegalStateException(reply.status() + " " + reply.error());
        }
      } catch (IOException e) {
        // Not acknowledged: the server is gone, and will be back.
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
    throw new IllegalStateException("waited too long for an answer from " + path);
  }
}
