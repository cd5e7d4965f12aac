package org.pragnanz.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.fault.InputException;

/** Tables that people edited by hand. */
class CsvTest {
  @TempDir Path folder;

  @Test
  void readsWhatExcelCallsCsvUtf8() throws IOException {
    assertThat(cells("\uFEFFlayer,channel\r\nrelu,7\r\n", "layer")).containsExactly("relu");
  }

  @Test
  void readsFlagsAsDataFramesWriteThem() {
    assertThat(List.of("1", "1.0", "TRUE", "True", " true "))
        .allMatch(text -> Csv.flag(text).equals(Optional.of(true)));
    assertThat(List.of("0", "0.0", "FALSE", "False"))
        .allMatch(text -> Csv.flag(text).equals(Optional.of(false)));
    assertThat(List.of("", "2", "0.5", "yes")).allMatch(text -> Csv.flag(text).isEmpty());
  }

  @Test
  void refusesAColumnThatIsNamedTwice() {
    assertThatThrownBy(() -> cells("layer,channel,layer\nrelu,1,conv\n", "layer"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("layer");
  }

  @Test
  void saysWhatSeparatesTheFieldsWhereItIsNoComma() {
    assertThatThrownBy(() -> cells("layer;channel\nrelu;1\n", "layer"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("';'");
  }

  @Test
  void saysThatARowIsNoTable() {
    assertThatThrownBy(() -> cells("layer,channel\nrelu,1\n\"re\"lu,2\n", "layer"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.csv is no table that can be read: ")
        .hasMessageContaining("line: 3");
  }

  @Test
  void saysWhereTextIsNotUtf8() {
    String rows = "relu,1\n".repeat(3000);
    assertThatThrownBy(() -> cells("layer,channel\n" + rows + "\u00fc,2\n", "layer"))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            ".*t.csv is no UTF-8 text near line [23]\\d{3}; save the table as UTF-8\\.");
    assertThatThrownBy(() -> cells("l\u00fcyer,channel\n", "layer"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("t.csv is no UTF-8 text near line 1; save the table as UTF-8.");
  }

  @Test
  void doesNotTakeAFaultOfTheReaderForOneOfTheTable() throws IOException {
    write("layer,channel\nrelu,1\n");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Csv.forEach(
                    folder.resolve("t.csv"),
                    row -> {
                      throw new IllegalArgumentException("ours");
                    }))
        .withMessage("ours");
  }

  private List<String> cells(String table, String column) throws IOException {
    write(table);
    return Csv.read(folder.resolve("t.csv"), row -> row.text(column));
  }

  /** Umlauts come out as Latin-1, which is not UTF-8. */
  private void write(String table) throws IOException {
    boolean marked = table.startsWith("\uFEFF");
    Files.write(
        folder.resolve("t.csv"),
        table.getBytes(marked ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }
}
