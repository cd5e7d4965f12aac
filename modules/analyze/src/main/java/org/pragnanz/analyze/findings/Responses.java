package org.pragnanz.analyze.findings;

import static tech.tablesaw.aggregate.AggregateFunctions.count;
import static tech.tablesaw.aggregate.AggregateFunctions.sum;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pragnanz.cli.InputException;
import org.pragnanz.data.Csv;
import org.pragnanz.data.Unit;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The participants' answers, checked as they are read and held by column. */
final class Responses {
  private static final Set<String> KINDS = Set.of("practice", "main", "catch");

  private final StringColumn experiment = StringColumn.create("experiment");
  private final StringColumn model = StringColumn.create("model");
  private final StringColumn basis = StringColumn.create("basis");
  private final StringColumn participant = StringColumn.create("participant");
  private final StringColumn kind = StringColumn.create("kind");
  private final StringColumn layer = StringColumn.create("layer");
  private final IntColumn channel = IntColumn.create("channel");
  private final IntColumn correct = IntColumn.create("correct");
  // Whole numbers, so that their sum does not depend on the order of the rows.
  private final LongColumn microseconds = LongColumn.create("microseconds");
  private final IntColumn simulated = IntColumn.create("simulated");
  private final Table table =
      Table.create(
          experiment,
          model,
          basis,
          participant,
          kind,
          layer,
          channel,
          correct,
          microseconds,
          simulated);

  private Responses() {}

  /**
   * Reads tables of responses as one.
   *
   * @throws InputException naming file, line and column where a value is not what its column holds,
   *     a participant is in two bases of a study, or a trial is answered twice
   */
  static Responses read(List<Path> files) throws IOException {
    Responses responses = new Responses();
    Checks checks = new Checks();
    for (Path file : files) {
      Csv.forEach(file, row -> responses.add(row, checks));
    }
    if (responses.table.isEmpty()) {
      throw new InputException(
          "There is no response in %s; give tables with at least one answer."
              .formatted(String.join(", ", files.stream().map(Path::toString).toList())));
    }
    return responses;
  }

  int size() {
    return table.rowCount();
  }

  /** How many of the responses a machine observer gave. */
  int simulated() {
    return (int) simulated.sum();
  }

  /** The sessions, ordered by condition and name. */
  List<Participant> participants() {
    Map<String, Participant> sessions = new HashMap<>();
    for (Row row :
        table
            .summarize("correct", "microseconds", "simulated", sum, count)
            .by("experiment", "model", "basis", "participant", "kind")) {
      Condition condition = condition(row);
      Tally tally = tally(row);
      Tally none = Tally.NONE;
      String kindOfTrial = row.getString("kind");
      Participant part =
          new Participant(
              condition,
              row.getString("participant"),
              kindOfTrial.equals("practice") ? tally : none,
              kindOfTrial.equals("main") ? tally : none,
              kindOfTrial.equals("catch") ? tally : none,
              (long) row.getDouble("Sum [microseconds]"),
              row.getDouble("Sum [simulated]") > 0);
      sessions.merge(condition.label() + "\0" + part.id(), part, Responses::join);
    }
    return sessions.values().stream().sorted().toList();
  }

  /**
   * Main trials by condition and unit, of some participants alone.
   *
   * @param kept the participants that count
   */
  Map<Condition, Map<Unit, Tally>> units(List<Participant> kept) {
    Set<Session> sessions = new HashSet<>();
    kept.forEach(p -> sessions.add(new Session(p.condition().study(), p.id())));
    Map<Condition, Map<Unit, Tally>> units = new TreeMap<>();
    for (Row row :
        table
            .where(kind.isEqualTo("main"))
            .summarize("correct", sum, count)
            .by("experiment", "model", "basis", "participant", "layer", "channel")) {
      Condition condition = condition(row);
      if (sessions.contains(new Session(condition.study(), row.getString("participant")))) {
        units
            .computeIfAbsent(condition, c -> new TreeMap<>())
            .merge(
                new Unit(row.getString("layer"), row.getInt("channel")), tally(row), Tally::plus);
      }
    }
    return units;
  }

  private void add(Csv.Row row, Checks checks) {
    String kindOfTrial = row.text("kind");
    if (!KINDS.contains(kindOfTrial)) {
      throw row.fault("kind", "holds '" + kindOfTrial + "', not practice, main or catch");
    }
    double rt = row.number("rt_ms");
    if (!(rt >= 0) || Double.isInfinite(rt)) {
      throw row.fault("rt_ms", "holds %s, not a time of 0 ms or more".formatted(row.text("rt_ms")));
    }
    Study study = new Study(named(row, "experiment"), named(row, "model"));
    Session session = new Session(study, named(row, "participant"));
    Unit unit = unit(row, kindOfTrial);
    String basisOfTrial = named(row, "basis");
    checks.add(row, session, basisOfTrial, kindOfTrial, unit);

    experiment.append(study.experiment());
    model.append(study.model());
    basis.append(basisOfTrial);
    participant.append(session.participant());
    kind.append(kindOfTrial);
    layer.append(unit.layer());
    channel.append(unit.channel());
    correct.append(flag(row, "correct"));
    microseconds.append(Math.round(1000 * rt));
    simulated.append(flag(row, "simulated"));
  }

  private static Unit unit(Csv.Row row, String kind) {
    // A practice or catch trial may show no unit of the study.
    boolean none = !kind.equals("main") && row.text("channel").isBlank();
    return none ? new Unit(row.text("layer"), -1) : Unit.of(row);
  }

  private static String named(Csv.Row row, String column) {
    String text = row.text(column).strip();
    if (text.isEmpty()) {
      throw row.fault(column, "is empty");
    }
    return text;
  }

  private static int flag(Csv.Row row, String column) {
    return switch (row.text(column).strip()) {
      case "0" -> 0;
      case "1" -> 1;
      default -> throw row.fault(column, "holds '%s', not 0 or 1".formatted(row.text(column)));
    };
  }

  private static Condition condition(Row row) {
    return new Condition(
        new Study(row.getString("experiment"), row.getString("model")), row.getString("basis"));
  }

  private static Tally tally(Row row) {
    return new Tally((int) row.getDouble("Sum [correct]"), (int) row.getDouble("Count [correct]"));
  }

  private static Participant join(Participant a, Participant b) {
    return new Participant(
        a.condition(),
        a.id(),
        a.practice().plus(b.practice()),
        a.main().plus(b.main()),
        a.attention().plus(b.attention()),
        a.microseconds() + b.microseconds(),
        a.simulated() || b.simulated());
  }

  private record Session(Study study, String participant) {}

  /** What must hold between rows: one basis a session, one answer a trial. */
  private static final class Checks {
    private record Trial(Session session, String kind, Unit unit, String trial) {}

    private final Map<Session, String> bases = new HashMap<>();
    private final Set<Trial> trials = new HashSet<>();

    void add(Csv.Row row, Session session, String basis, String kind, Unit unit) {
      String first = bases.putIfAbsent(session, basis);
      if (first != null && !first.equals(basis)) {
        throw row.fault(
            "basis",
            "puts participant '%s' of %s into '%s' after '%s'; a participant sees one basis"
                .formatted(session.participant(), session.study().label(), basis, first));
      }
      if (!trials.add(new Trial(session, kind, unit, row.text("trial").strip()))) {
        throw row.fault(
            "trial",
            "repeats %s trial %s of unit %s for participant '%s' of %s"
                .formatted(
                    kind,
                    row.text("trial").strip(),
                    unit.id(),
                    session.participant(),
                    session.study().label()));
      }
    }
  }
}
