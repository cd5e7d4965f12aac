package org.pragnanz.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Csv;
import org.pragnanz.testing.RoundTrip;
import org.pragnanz.trial.Kind;

/** What is written is read back, in its order. */
class TablesTest {
  @Property(tries = 50)
  void responses(
      @ForAll @Size(max = 5) List<@IntRange(max = 100_000) Integer> times,
      @ForAll @Chars({'a', ',', '"', '.', 'ü'}) @NotEmpty String name,
      @ForAll Kind kind,
      @ForAll boolean correct,
      @ForAll boolean simulated)
      throws IOException {
    List<ResponseRow> rows =
        times.stream()
            .map(
                time ->
                    new ResponseRow(
                        name,
                        "vgg16",
                        "craft",
                        "p" + time,
                        "main-" + name,
                        kind,
                        new Unit(name, 3),
                        correct,
                        time,
                        simulated))
            .toList();
    assertThat(
            RoundTrip.of(
                rows,
                (file, all) ->
                    Csv.write(
                        file, ResponseRow.HEADER, all, (table, row) -> table.add(row.cells())),
                file -> Csv.read(file, ResponseRow::of)))
        .isEqualTo(rows);
  }

  @Property(tries = 50)
  void sessions(
      @ForAll @Size(max = 5) List<@IntRange(max = 49) Integer> answers,
      @ForAll Participation.State state,
      @ForAll @Chars({'a', ',', '"', '{', '}', ' ', 'ü'}) String browser)
      throws IOException {
    List<SessionRow> rows =
        answers.stream()
            .map(
                n ->
                    new SessionRow(
                        "exp2",
                        "vgg16",
                        "p" + n,
                        n == 0 ? "" : "craft",
                        state,
                        n,
                        "2000-01-01T00:00:00Z",
                        "",
                        "",
                        "",
                        "en",
                        browser))
            .toList();
    assertThat(RoundTrip.of(rows, SessionRow::write, SessionRow::read)).isEqualTo(rows);
  }
}
