package org.pragnanz.serve.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.serve.testing.Crowd;
import org.pragnanz.serve.testing.PostgreSql;
import org.pragnanz.serve.testing.ServerProcess;
import org.pragnanz.serve.testing.SmallSurvey;
import org.pragnanz.serve.testing.Stored;
import org.pragnanz.testing.Ports;

/** The server is killed while participants answer, and started again. */
@Tag("faults")
class KillTest {
  private static final int PARTICIPANTS = 20;

  @TempDir Path folder;

  @Test
  void losesNothingAcknowledgedOverTwentyKillsInSqlite() throws Exception {
    kill(20, folder.resolve("r.sqlite").toString());
  }

  @Test
  void losesNothingAcknowledgedOverKillsInPostgreSql() throws Exception {
    Assumptions.assumeTrue(
        PostgreSql.installed().isPresent(), "Debian's package postgresql is not installed");
    try (PostgreSql database = PostgreSql.start(PostgreSql.installed().orElseThrow())) {
      kill(5, database.url());
    }
  }

  private void kill(int kills, String database) throws Exception {
    Path survey = SmallSurvey.write(folder.resolve("survey"));
    ServerProcess server = ServerProcess.start(Ports.free(), survey, database, "--behind-proxy");
    Crowd crowd = new Crowd(server.url(), Duration.ZERO);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Callable<Void> load =
          () -> {
            crowd.takePart("w", PARTICIPANTS);
            return null;
          };
      Future<Void> taking = thread.submit(load);
      int answers = PARTICIPANTS * SmallSurvey.TRIALS;
      long seed = System.nanoTime();
      Random random = new Random(seed);
      for (int i = 0; i < kills; i++) {
        // At any moment of the load: after so many more answers, whatever is being done then.
        int next = i * (answers - 100) / kills + random.nextInt(answers / kills);
        while (crowd.acknowledged().size() < next && !taking.isDone()) {
          LockSupport.parkNanos(random.nextInt(1_000_000));
        }
        assertThat(taking.isDone()).as("everybody is done too early, seed %d", seed).isFalse();
        server.kill();
        server = ServerProcess.start(server.port(), survey, database, "--behind-proxy");
      }
      taking.get();
      assertThat(
              Stored.in(database)
                  .texts(
                      "SELECT id || ' ' || position || ' ' || side FROM answer"
                          + " JOIN session ON number = answer.session"))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(crowd.acknowledged())
          .hasSize(answers);
    } finally {
      thread.shutdownNow();
      server.close();
    }
  }
}
