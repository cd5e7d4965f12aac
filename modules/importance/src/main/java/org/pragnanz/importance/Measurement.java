package org.pragnanz.importance;

import java.util.Comparator;

/**
 * Gradient × Input of one image along one direction.
 *
 * @param importance in units of the logit
 */
record Measurement(Measured of, String image, double importance) {
  static final Comparator<Measurement> ORDER =
      Comparator.comparing((Measurement m) -> m.of().key())
          .thenComparing(m -> m.of().basis().element())
          .thenComparing(Measurement::image);
}
