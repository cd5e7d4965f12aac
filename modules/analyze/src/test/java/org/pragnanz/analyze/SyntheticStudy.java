package org.pragnanz.analyze;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Csv;
import org.pragnanz.random.Draws;
import org.pragnanz.survey.ResponseRow;
import org.pragnanz.trial.Kind;

/**
 * Responses of people who do not exist, with known truth: the chance of a correct answer is {@code
 * base} in the neuron basis and {@code base + advantage + slope * (depth - 1/2)} in the dictionary
 * basis, shifted for each participant by a draw with standard deviation {@code spread}.
 */
record SyntheticStudy(
    String experiment,
    String model,
    int participants,
    int units,
    double base,
    double advantage,
    double slope,
    double spread,
    long seed) {
  private static final int MAIN = 35;

  /** As Experiment II: 80 units, a clear advantage that grows with depth. */
  static SyntheticStudy paperLike(String experiment, String model, int participants, long seed) {
    return new SyntheticStudy(experiment, model, participants, 80, 0.72, 0.1, 0.15, 0.05, seed);
  }

  List<StudiedUnit> studied() {
    List<StudiedUnit> studied = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      int site = i % 20;
      studied.add(
          new StudiedUnit(
              model, new Unit("layer" + (site + 1), i / 20), units == 1 ? 0.5 : site / 19.0));
    }
    return studied;
  }

  void writeUnits(Path file) throws IOException {
    StudiedUnit.write(file, studied());
  }

  void write(Path file) throws IOException {
    List<StudiedUnit> studied = studied();
    Csv.write(
        file,
        ResponseRow.HEADER,
        rows -> {
          for (int p = 0; p < participants; p++) {
            String basis = p % 2 == 0 ? "neuron" : "craft";
            UniformRandomProvider random = Draws.generator(seed, "synthetic", experiment, model, p);
            double shift = spread * ZigguratSampler.NormalizedGaussian.of(random).sample();
            for (int t = 0; t < 9; t++) {
              add(
                  rows,
                  basis,
                  p,
                  Kind.PRACTICE,
                  studied.get(0),
                  t,
                  random.nextDouble() < 0.95,
                  random);
            }
            List<StudiedUnit> seen = Draws.sample(random, studied, Math.min(MAIN, units));
            for (int t = 0; t < seen.size(); t++) {
              double depth = seen.get(t).depth();
              double chance =
                  base + shift + (basis.equals("craft") ? advantage + slope * (depth - 0.5) : 0);
              add(rows, basis, p, Kind.MAIN, seen.get(t), t, random.nextDouble() < chance, random);
            }
            for (int t = 0; t < 5; t++) {
              add(rows, basis, p, Kind.CATCH, studied.get(0), t, true, random);
            }
          }
        });
  }

  private void add(
      Csv.Rows rows,
      String basis,
      int participant,
      Kind kind,
      StudiedUnit unit,
      int trial,
      boolean correct,
      UniformRandomProvider random)
      throws IOException {
    rows.add(
        new ResponseRow(
                experiment,
                model,
                basis,
                String.format(Locale.ROOT, "p%03d", participant),
                String.valueOf(trial),
                kind,
                unit.unit(),
                correct,
                3000 + random.nextInt(8000),
                true)
            .cells());
  }
}
