package org.pragnanz.survey.records;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pragnanz.survey.Participation;
import org.pragnanz.survey.Plan;
import org.pragnanz.survey.Response;
import org.pragnanz.survey.Study;

/** What the records say of one session, as they are read. */
final class Sitting {
  final String session;
  final Plan plan;
  final String worker;
  private final String started;
  private final String language;
  private final String browser;
  final Map<Integer, Response> responses = new TreeMap<>();
  private Participation.State state = Participation.State.OPEN;
  private String consented = "";
  private String consentVersion = "";
  private String ended = "";

  Sitting(Study study, Entry record) {
    this.session = record.session();
    this.plan = study.plan(record.whole("plan"));
    this.worker = record.text("worker").orElse("");
    this.started = record.text("at").orElse("");
    this.language = record.text("language").orElse("");
    this.browser = record.json("browser");
  }

  void consent(Entry record) {
    consentVersion = record.text("version").orElse("");
    consented = record.object().path("agreed").asBoolean() ? record.text("at").orElse("") : "";
  }

  void end(Participation.State how, Optional<String> at) {
    state = how;
    ended = at.orElse("");
  }

  boolean complete() {
    return state == Participation.State.COMPLETE;
  }

  /** Whether every trial is answered. */
  boolean whole() {
    return responses.size() == plan.keys().size();
  }

  String started() {
    return started;
  }

  Participation participation(int number, boolean repeated) {
    return new Participation(
        number,
        plan.basis(),
        complete() && repeated ? Participation.State.REPEATED : state,
        started,
        consented,
        consentVersion,
        ended,
        language,
        browser,
        responses.values().stream().toList());
  }
}
