package org.pragnanz.analyze.report;

import java.util.ArrayList;
import java.util.List;
import org.pragnanz.analyze.findings.Findings;

/**
 * Every figure of the report, in its order; a figure that the findings hold nothing for is left
 * out.
 */
final class Figures {
  private Figures() {}

  /**
   * @param fits of the dictionaries; may be empty
   */
  static List<Figure> of(Findings findings, List<Fit> fits) {
    boolean simulated = findings.origin().isSimulated();
    List<Figure> all = new ArrayList<>(new AccuracyFigures(findings, simulated).all());
    all.addAll(new MeasureFigures(findings, fits).all());
    all.addAll(new ModelFigures(findings, simulated).all());
    all.addAll(new SessionFigures(findings, simulated).all());
    return all;
  }

  /** A name that any file system takes. */
  static String fileName(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
