package org.pragnanz.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.fault.InputException;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.testing.RoundTrip;

class FactorizationTest {
  private static final FloatMatrix CODES = new FloatMatrix(2, 1, new float[] {1, 2});
  private static final FloatMatrix DICTIONARY = new FloatMatrix(1, 3, new float[] {0, 0.5f, 3});

  private static Factorization.Fit fit(List<Double> errors, long seed) {
    return new Factorization.Fit(
        2,
        3,
        1,
        0.25,
        errors.size(),
        false,
        1e-4,
        1000,
        2,
        seed,
        "random 1",
        List.of(0),
        List.of(new Factorization.Duplicate(0, 1, 0.995)),
        errors);
  }

  @TempDir Path folder;

  @Property(tries = 50)
  void readsBackAFit(@ForAll @Size(max = 5) List<Double> errors, @ForAll long seed)
      throws IOException {
    Factorization.Fit fit = fit(errors, seed);
    assertThat(
            RoundTrip.of(
                fit,
                (path, f) -> Factorization.write(path, CODES, DICTIONARY, f),
                path -> Factorization.fit(path.resolve("fit.json"))))
        .isEqualTo(fit);
  }

  @Test
  void readsBackItsMatrices() throws IOException {
    Factorization.write(folder, CODES, DICTIONARY, fit(List.of(0.25), 1));
    assertThat(Factorization.codes(folder).values()).containsExactly(1, 2);
    assertThat(Factorization.dictionary(folder).values()).containsExactly(0, 0.5f, 3);
    assertThat(Files.readString(folder.resolve("fit.json")))
        .startsWith("{\n  \"rows\" : 2,\n  \"columns\" : 3,\n  \"k\" : 1,\n")
        .contains("\"duplicates\" : [ {\n    \"first\" : 0,\n    \"second\" : 1,\n")
        .endsWith("  \"errors\" : [ 0.25 ]\n}\n");
  }

  @Test
  void saysWhichFileIsNoFit() throws IOException {
    Path file = folder.resolve("fit.json");
    for (String text : List.of("{", "{}", "[1]")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> Factorization.fit(file))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + " is no record of a fit that can be read: ");
    }
  }
}
