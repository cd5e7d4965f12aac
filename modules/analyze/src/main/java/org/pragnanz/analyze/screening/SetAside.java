package org.pragnanz.analyze.screening;

import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.analyze.screening.Screening.Criterion;
import org.pragnanz.analyze.screening.Screening.Exclusion;
import org.pragnanz.analyze.screening.Screening.Failure;
import org.pragnanz.files.Csv;
import org.pragnanz.survey.SessionRow;

/**
 * Sessions that the page ended or that never came to an end. No table of responses holds them, so
 * that without {@code sessions.csv} they would be missing where exclusions are counted.
 */
public final class SetAside {
  // What a session is counted under that was not given a basis.
  private static final String NO_BASIS = "(none)";

  private SetAside() {}

  private record Person(Study study, String participant) {}

  /**
   * Reads tables of sessions. Where the responses hold answers of such a session all the same, it
   * is excluded with them.
   *
   * @param responding the sessions that the responses hold
   * @return those that are not complete; also complete ones that the responses do not hold
   * @throws org.pragnanz.fault.InputException where a state is not known, or a participant is named
   *     twice
   */
  public static List<Exclusion> read(List<Path> files, List<Participant> responding)
      throws IOException {
    Map<Person, List<Participant>> known =
        responding.stream().collect(groupingBy(p -> new Person(p.condition().study(), p.id())));
    Set<Person> seen = new HashSet<>();
    List<Exclusion> exclusions = new ArrayList<>();
    for (Path file : files) {
      Csv.forEach(
          file,
          row -> {
            SessionRow session = SessionRow.of(row);
            Study study = new Study(session.experiment(), session.model());
            Person person = new Person(study, session.participant());
            if (!seen.add(person)) {
              throw row.fault(
                  "participant",
                  "names '%s' of %s a second time".formatted(person.participant(), study.label()));
            }
            List<Participant> answers =
                known.getOrDefault(person, List.of(unheard(person, session.basis())));
            failure(session, known.containsKey(person))
                .ifPresent(f -> answers.forEach(a -> exclusions.add(new Exclusion(a, List.of(f)))));
          });
    }
    return exclusions;
  }

  private static Participant unheard(Person person, String basis) {
    return new Participant(
        new Condition(person.study(), basis.isEmpty() ? NO_BASIS : basis),
        person.participant(),
        Tally.NONE,
        Tally.NONE,
        Tally.NONE,
        0,
        false);
  }

  private static Optional<Failure> failure(SessionRow session, boolean heard) {
    return switch (session.state()) {
      case COMPLETE ->
          heard
              ? Optional.empty()
              : incomplete("complete, but its answers are not in the responses");
      case FAILED ->
          Optional.of(
              new Failure(Criterion.PRACTICE, "the page ended the session at the practice"));
      case REFUSED -> incomplete("consent was refused");
      case OPEN -> incomplete(left(session.answers()));
      case REPEATED -> incomplete("the same person had taken part before");
    };
  }

  private static String left(int answers) {
    return switch (answers) {
      case 0 -> "left before the first answer";
      case 1 -> "left after 1 answer";
      default -> "left after %d answers".formatted(answers);
    };
  }

  private static Optional<Failure> incomplete(String reason) {
    return Optional.of(new Failure(Criterion.COMPLETE, reason));
  }
}
