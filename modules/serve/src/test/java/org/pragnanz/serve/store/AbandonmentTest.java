package org.pragnanz.serve.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.serve.message.Answer;
import org.pragnanz.serve.message.Arrival;
import org.pragnanz.serve.message.Consent;
import org.pragnanz.serve.store.Sessions.Session;
import org.pragnanz.serve.testing.SmallSurvey;
import org.pragnanz.survey.Side;
import org.pragnanz.survey.Study;

/** Sessions that nobody answers any more. */
class AbandonmentTest {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @TempDir Path folder;
  private final Time clock = new Time();
  private Database database;
  private Sessions sessions;
  private Answers answers;

  /** A clock that is put forward by hand. */
  private static final class Time extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void open() throws Exception {
    Study study = SmallSurvey.study();
    database = Database.open(folder.resolve("r.sqlite").toString());
    StudyRow.bind(database, SmallSurvey.write(folder.resolve("survey")), study);
    sessions = new Sessions(database, study, clock, PATIENCE);
    answers = new Answers(database, study, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void givesThePlanOfAnAbandonedSessionToTheNextAndNoOther() throws Exception {
    Session leaves = arrive("leaves");
    Session stays = arrive("stays");
    sessions.consent(stays.id(), new Consent(true, "1"));
    clock.now = clock.now.plus(PATIENCE);
    answers.add(stays.id(), new Answer(0, Side.LEFT, 1.0, 1.0, null, List.of()));
    assertThat(arrive("third").plan()).isEqualTo(3);
    clock.now = clock.now.plusMillis(1);
    assertThat(arrive("fourth").plan()).isEqualTo(leaves.plan());
    assertThat(arrive("fifth").plan()).isEqualTo(4);
  }

  @Test
  void letsWhoComesBackGoOnEvenWhenThePlanWasGivenAway() throws Exception {
    Session first = arrive("first");
    sessions.consent(first.id(), new Consent(true, "1"));
    clock.now = clock.now.plus(PATIENCE).plusMillis(1);
    assertThat(arrive("second").plan()).isEqualTo(first.plan());
    assertThat(arrive("first").id()).isEqualTo(first.id());
    answers.add(first.id(), new Answer(0, Side.LEFT, 1.0, 1.0, null, List.of()));
    assertThat(sessions.find(first.id()).answered()).isEqualTo(1);
    assertThat(arrive("third").plan()).isEqualTo(2);
  }

  @Test
  void givesThePlanOfWhoDidNotConsentBackAtOnce() throws Exception {
    sessions.consent(arrive("no").id(), new Consent(false, "1"));
    assertThat(arrive("next").plan()).isEqualTo(1);
  }

  private Session arrive(String worker) throws Exception {
    return sessions.open(new Arrival(worker, "", "", "", TextNode.valueOf("test"))).session();
  }
}
