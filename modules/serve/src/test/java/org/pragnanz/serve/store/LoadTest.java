package org.pragnanz.serve.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.serve.testing.Crowd;
import org.pragnanz.serve.testing.PostgreSql;
import org.pragnanz.serve.testing.ServerProcess;
import org.pragnanz.serve.testing.SmallSurvey;
import org.pragnanz.serve.testing.Stored;

/**
 * Two hundred participants at once, each posting every trial: as fast as the server takes them, or
 * with {@code -Dpragnanz.pause=MS} before each. The latencies are printed; docs/survey.md has them.
 */
@Tag("slow")
class LoadTest {
  private static final int PARTICIPANTS = 200;

  @TempDir Path folder;

  @Test
  void keepsEveryAnswerOnceInSqlite() throws Exception {
    load("SQLite", folder.resolve("r.sqlite").toString());
  }

  @Test
  void keepsEveryAnswerOnceInPostgreSql() throws Exception {
    Assumptions.assumeTrue(
        PostgreSql.installed().isPresent(), "Debian's package postgresql is not installed");
    try (PostgreSql database = PostgreSql.start(PostgreSql.installed().orElseThrow())) {
      load("PostgreSQL", database.url());
    }
  }

  private void load(String name, String database) throws Exception {
    Path survey = SmallSurvey.write(folder.resolve("survey"));
    Crowd crowd;
    try (ServerProcess server = ServerProcess.start(survey, database, "--behind-proxy")) {
      crowd = new Crowd(server.url(), Duration.ofMillis(Long.getLong("pragnanz.pause", 0)));
      crowd.takePart("w", PARTICIPANTS);
      assertThat(server.stop()).isEqualTo(143);
    }
    List<Long> latencies = crowd.latencies();
    System.out.printf(
        "%s: %d answers, ms: median %.0f, p99 %.0f, longest %.0f%n",
        name, latencies.size(), ms(latencies, 0.5), ms(latencies, 0.99), ms(latencies, 1));
    Stored stored = Stored.in(database);
    assertThat(
            stored.texts(
                "SELECT id || ' ' || position || ' ' || side FROM answer"
                    + " JOIN session ON number = answer.session"))
        .containsExactlyInAnyOrderElementsOf(crowd.acknowledged())
        .hasSize(PARTICIPANTS * SmallSurvey.TRIALS);
    // All arrived at once, and hold the first plans: over these the study is balanced.
    assertThat(stored.texts("SELECT plan FROM session ORDER BY plan"))
        .isEqualTo(IntStream.rangeClosed(1, PARTICIPANTS).mapToObj(String::valueOf).toList());
    assertThat(stored.texts("SELECT DISTINCT state FROM session")).containsExactly("complete");
  }

  private static double ms(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1e6;
  }
}
