package org.pragnanz.survey.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pragnanz.survey.Participation;
import org.pragnanz.survey.Participation.State;
import org.pragnanz.survey.Response;
import org.pragnanz.survey.Side;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyTrial;

/**
 * Makes participants' sessions of records: judges the answers by the study, counts each answer
 * once, and names every record that is partial, doubled, contradictory or foreign.
 */
final class Importer {
  private final Study study;
  private final Map<String, SurveyTrial> trials;
  private final Map<String, Sitting> sittings = new LinkedHashMap<>();
  private final Map<String, Entry> seen = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private int records;

  Importer(Study study) {
    this.study = study;
    this.trials = study.byKey();
  }

  /**
   * Takes the records of several files. Sessions are opened first, whatever the order of records.
   *
   * @param texts by file name
   */
  void add(Map<String, String> texts) {
    List<Entry> entries = new ArrayList<>();
    texts.forEach(
        (file, text) -> {
          for (JsonObjects.Found found : JsonObjects.of(text)) {
            records++;
            Entry entry = new Entry(file, found.row(), found.line(), found.object());
            if (found.broken()) {
              note(entry, "is partial: no whole JSON object");
            } else {
              entries.add(entry);
            }
          }
        });
    List<Entry> fresh = entries.stream().filter(this::isNewAndOurs).toList();
    fresh.stream().filter(entry -> entry.type().equals("session")).forEach(this::open);
    fresh.stream().filter(entry -> entry.type().equals("consent")).forEach(this::consent);
    fresh.stream().filter(entry -> entry.type().equals("answer")).forEach(this::answer);
    fresh.stream().filter(entry -> entry.type().equals("end")).forEach(this::end);
  }

  int records() {
    return records;
  }

  List<Problem> problems() {
    return problems.stream()
        .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::row))
        .toList();
  }

  /** The sessions in the order in which they started: participant 1 first. */
  List<Sitting> sittings() {
    return sittings.values().stream()
        .sorted(Comparator.comparing(Sitting::started).thenComparing(sitting -> sitting.session))
        .toList();
  }

  /** The sessions without who took part; of one person's complete sessions the first counts. */
  List<Participation> participations() {
    List<Participation> all = new ArrayList<>();
    Set<String> workers = new HashSet<>();
    for (Sitting sitting : sittings()) {
      boolean repeated =
          sitting.complete() && !sitting.worker.isEmpty() && !workers.add(sitting.worker);
      all.add(sitting.participation(all.size() + 1, repeated));
    }
    return all;
  }

  private boolean isNewAndOurs(Entry entry) {
    try {
      String key =
          switch (entry.type()) {
            case "session", "consent", "end" -> entry.type();
            case "answer" -> "answer " + entry.whole("index");
            default -> throw new Entry.Faulty("is of no type that is known");
          };
      if (!entry.text("study").equals(Optional.of(study.study()))) {
        throw new Entry.Faulty("belongs to another survey, or to none");
      }
      Entry first = seen.putIfAbsent(entry.session() + " " + key, entry);
      if (first != null) {
        String where = "row %d of %s".formatted(first.row(), first.file());
        throw new Entry.Faulty(
            first.object().equals(entry.object())
                ? "repeats " + where
                : "contradicts " + where + ", which counts");
      }
      return true;
    } catch (Entry.Faulty fault) {
      note(entry, fault.getMessage());
      return false;
    }
  }

  private void open(Entry entry) {
    try {
      if (entry.whole("plan") == 0) {
        throw new Entry.Faulty("has no plan; they count from 1");
      }
      sittings.put(entry.session(), new Sitting(study, entry));
    } catch (Entry.Faulty fault) {
      note(entry, fault.getMessage());
    }
  }

  private void consent(Entry entry) {
    try {
      sitting(entry).consent(entry);
    } catch (Entry.Faulty fault) {
      note(entry, fault.getMessage());
    }
  }

  private void answer(Entry entry) {
    try {
      Sitting sitting = sitting(entry);
      int index = entry.whole("index");
      if (index >= sitting.plan.keys().size()) {
        throw new Entry.Faulty("has an index behind the session's last trial");
      }
      String key = sitting.plan.keys().get(index);
      if (entry.text("trial").stream().anyMatch(named -> !named.equals(key))) {
        throw new Entry.Faulty("names another trial than its session shows there");
      }
      sitting.responses.put(
          index,
          new Response(
              trials.get(key),
              side(entry),
              entry.number("rt"),
              entry.number("viewTime"),
              entry.events("blur"),
              entry.events("fullscreen-out"),
              entry.confidence()));
    } catch (Entry.Faulty fault) {
      note(entry, fault.getMessage());
    }
  }

  private static Side side(Entry entry) {
    return switch (entry.text("side").orElse("")) {
      case "left" -> Side.LEFT;
      case "right" -> Side.RIGHT;
      default -> throw new Entry.Faulty("has no side, left or right");
    };
  }

  private void end(Entry entry) {
    try {
      Sitting sitting = sitting(entry);
      State state =
          switch (entry.text("state").orElse("")) {
            case "complete" -> State.COMPLETE;
            case "failed" -> State.FAILED;
            case "refused" -> State.REFUSED;
            default -> throw new Entry.Faulty("has no state that is known");
          };
      if (state == State.COMPLETE && !sitting.whole()) {
        throw new Entry.Faulty(
            String.format(
                Locale.ROOT,
                "ends a session as complete that has %d of %d answers",
                sitting.responses.size(),
                sitting.plan.keys().size()));
      }
      sitting.end(state, entry.text("at"));
    } catch (Entry.Faulty fault) {
      note(entry, fault.getMessage());
    }
  }

  private Sitting sitting(Entry entry) {
    Sitting sitting = sittings.get(entry.session());
    if (sitting == null) {
      throw new Entry.Faulty("belongs to a session that no record opens");
    }
    return sitting;
  }

  private void note(Entry entry, String problem) {
    problems.add(new Problem(entry.file(), entry.row(), entry.line(), problem));
  }
}
