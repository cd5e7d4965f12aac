package org.pragnanz.analyze.responses;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pragnanz.cli.Progress;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;
import org.pragnanz.trial.Kind;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;

/**
 * The participants' answers, checked and counted as they are read; of main trials a few bytes each
 * are held, in columns.
 */
public final class Responses {
  private final Map<Session.Key, Session> sessions = new HashMap<>();
  private final List<Session> order = new ArrayList<>();
  private final Map<Unit, Integer> units = new HashMap<>();
  private final List<Unit> unitOrder = new ArrayList<>();

  // Of main trials.
  private final IntColumn session = IntColumn.create("session");
  private final IntColumn unit = IntColumn.create("unit");
  private final BooleanColumn correct = BooleanColumn.create("correct");
  private final LongColumn microseconds = LongColumn.create("microseconds");

  private final Map<Study, Boolean> simulatedStudies = new HashMap<>();

  private int size;
  private int simulated;
  private int leftOut;

  /** One participant in one condition, as far as it was read. */
  private static final class Session {
    private record Key(Condition condition, String participant) {}

    private final int index;
    private final Key key;
    private final Path file;
    private final long line;
    private final Map<Kind, Tally> tallies = new HashMap<>();
    private long microseconds;
    private boolean simulated;

    Session(int index, Key key, Path file, long line) {
      this.index = index;
      this.key = key;
      this.file = file;
      this.line = line;
    }

    void add(Answer answer) {
      tallies.merge(answer.kind(), new Tally(answer.correct() ? 1 : 0, 1), Tally::plus);
      microseconds += answer.microseconds();
      simulated |= answer.simulated();
    }

    Participant participant() {
      return new Participant(
          key.condition(),
          key.participant(),
          tallies.getOrDefault(Kind.PRACTICE, Tally.NONE),
          tallies.getOrDefault(Kind.MAIN, Tally.NONE),
          tallies.getOrDefault(Kind.CATCH, Tally.NONE),
          microseconds,
          simulated);
    }
  }

  private record Trial(int session, Kind kind, int unit, int trial) {}

  /** What was seen so far, to find a trial that is answered twice. */
  private static final class Seen {
    private final Map<String, Integer> names = new HashMap<>();
    private final Set<Trial> trials = new HashSet<>();

    boolean add(int session, Kind kind, int unit, String trial) {
      int name = names.computeIfAbsent(trial, t -> names.size());
      return trials.add(new Trial(session, kind, unit, name));
    }
  }

  private Responses() {}

  /**
   * Reads tables of responses as one.
   *
   * @throws InputException naming file, line and column where a value is not what its column holds,
   *     or a trial is answered twice
   */
  public static Responses read(List<Path> files, Layout layout) throws IOException {
    Responses responses = new Responses();
    Seen seen = new Seen();
    try (Progress progress = new Progress("files of responses", files.size())) {
      for (Path file : files) {
        Csv.forEach(
            file,
            row -> {
              Optional<Answer> answer = layout.answer(row);
              answer.ifPresentOrElse(
                  a -> responses.add(a, file, row, seen), () -> responses.leftOut++);
            });
        progress.add(1);
      }
    }
    if (responses.size == 0) {
      throw new InputException(
          "There is no response in %s%s; give tables with at least one answer."
              .formatted(
                  String.join(", ", files.stream().map(Path::toString).toList()),
                  responses.leftOut > 0 ? " that the map of columns does not leave out" : ""));
    }
    return responses;
  }

  public int size() {
    return size;
  }

  /** How many of the responses a machine observer gave. */
  public int simulated() {
    return simulated;
  }

  /** Rows that the map of columns leaves out. */
  public int leftOut() {
    return leftOut;
  }

  /** The sessions, ordered by condition and name. */
  public List<Participant> participants() {
    return order.stream().map(Session::participant).sorted().toList();
  }

  /**
   * How participants meet the bases of each study.
   *
   * @param asked the analyst's word; empty to tell from the data: a study is within-subject if it
   *     has two participants or more and each has main trials in several bases
   * @throws InputException where some participants are in several bases and some in one
   */
  public Map<Study, Design> designs(Optional<Design> asked) {
    Map<Study, Map<String, List<Session>>> people = new TreeMap<>();
    for (Session s : order) {
      if (s.tallies.containsKey(Kind.MAIN)) {
        people
            .computeIfAbsent(s.key.condition().study(), k -> new TreeMap<>())
            .computeIfAbsent(s.key.participant(), k -> new ArrayList<>())
            .add(s);
      }
    }
    Map<Study, Design> designs = new TreeMap<>();
    people.forEach((study, of) -> designs.put(study, design(study, of, asked)));
    return designs;
  }

  private static Design design(
      Study study, Map<String, List<Session>> people, Optional<Design> asked) {
    List<List<Session>> several =
        people.values().stream().filter(sessions -> sessions.size() > 1).toList();
    boolean all = several.size() == people.size();
    boolean within = all && (people.size() > 1 || asked.isPresent());
    if (!several.isEmpty() && !within && !asked.equals(Optional.of(Design.WITHIN))) {
      Session second = several.get(0).get(1);
      throw new InputException(
          ("%s, line %d: participant '%s' of %s is in basis '%s' after '%s', and %s; a participant"
                  + " sees one basis, or all participants see several: mend the table, or give"
                  + " --design within to leave out who is not in every basis.")
              .formatted(
                  second.file,
                  second.line,
                  second.key.participant(),
                  study.label(),
                  second.key.condition().basis(),
                  several.get(0).get(0).key.condition().basis(),
                  all ? "there is nobody else" : "others are in one basis alone"));
    }
    return asked.orElse(within ? Design.WITHIN : Design.BETWEEN);
  }

  /**
   * Answers to main trials, of some participants alone.
   *
   * @param kept the participants that count
   */
  public MainTrials main(List<Participant> kept) {
    Map<Session.Key, Integer> places = new HashMap<>();
    for (int i = 0; i < kept.size(); i++) {
      places.put(new Session.Key(kept.get(i).condition(), kept.get(i).id()), i);
    }
    int[] place = order.stream().mapToInt(s -> places.getOrDefault(s.key, -1)).toArray();
    int n = 0;
    for (int i = 0; i < session.size(); i++) {
      n += place[session.getInt(i)] >= 0 ? 1 : 0;
    }
    MainTrials main = MainTrials.ofSize(kept, List.copyOf(unitOrder), n);
    int next = 0;
    for (int i = 0; i < session.size(); i++) {
      int participant = place[session.getInt(i)];
      if (participant >= 0) {
        main.participant()[next] = participant;
        main.unit()[next] = unit.getInt(i);
        main.correct()[next] = correct.get(i);
        main.microseconds()[next++] = microseconds.getLong(i);
      }
    }
    return main.sorted();
  }

  private void add(Answer answer, Path file, Csv.Row row, Seen seen) {
    Study study = answer.condition().study();
    Boolean before = simulatedStudies.putIfAbsent(study, answer.simulated());
    if (before != null && before != answer.simulated()) {
      throw new InputException(
          ("%s, line %d: %s holds people's answers and simulated ones, which are no sample of one"
                  + " kind; name the simulated ones' experiment otherwise, or give them to"
                  + " --observers.")
              .formatted(file, row.line(), study.label()));
    }
    Session of =
        sessions.computeIfAbsent(
            new Session.Key(answer.condition(), answer.participant()),
            key -> {
              Session made = new Session(order.size(), key, file, row.line());
              order.add(made);
              return made;
            });
    int place =
        units.computeIfAbsent(
            answer.unit(),
            u -> {
              unitOrder.add(u);
              return unitOrder.size() - 1;
            });
    if (!seen.add(of.index, answer.kind(), place, answer.trial())) {
      throw new InputException(
          ("%s, line %d: repeats %s trial %s of unit %s for participant '%s' of %s; keep one of the"
                  + " answers.")
              .formatted(
                  file,
                  row.line(),
                  answer.kind().label(),
                  answer.trial(),
                  answer.unit().id(),
                  answer.participant(),
                  answer.condition().label()));
    }
    of.add(answer);
    size++;
    simulated += answer.simulated() ? 1 : 0;
    if (answer.kind() == Kind.MAIN) {
      session.append(of.index);
      unit.append(place);
      correct.append(answer.correct());
      microseconds.append(answer.microseconds());
    }
  }
}
