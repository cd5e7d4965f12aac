package org.pragnanz.analyze.tests;

import java.util.List;
import org.pragnanz.analyze.responses.Study;

/**
 * What a test is about.
 *
 * @param question what is asked
 * @param first what the first of two samples is of, or the only one: an effect above 0 is in its
 *     favour
 * @param second what it is compared with; empty where there is one sample
 * @param studies whose responses are tested; none where no responses are
 * @param family the question, and where it has a family for each study or basis, which
 * @param name what is tested on which data, in words; unique in the table
 */
public record Subject(
    Question question,
    String first,
    String second,
    List<Study> studies,
    String family,
    String name) {

  /** Of a question that is one family. */
  static Subject of(Question question, String first, String second, String name, Study... studies) {
    return new Subject(question, first, second, List.of(studies), question.label(), name);
  }

  /** Of one of a question's families. */
  static Subject of(
      Question question,
      String within,
      String first,
      String second,
      String name,
      Study... studies) {
    return new Subject(
        question, first, second, List.of(studies), question.label() + ": " + within, name);
  }

  Subject inFamily(String other) {
    return new Subject(question, first, second, studies, other, name);
  }
}
