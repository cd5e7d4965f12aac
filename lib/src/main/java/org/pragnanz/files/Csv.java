package org.pragnanz.files;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.pragnanz.fault.InputException;

/** Tables as RFC 4180 text: a header, UTF-8, dot decimals, lines ended by LF. */
public final class Csv {
  private static final CSVFormat WRITE = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
  private static final CSVFormat READ =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          // Tables that pandas writes begin with a column of row numbers without a name.
          .setAllowMissingColumnNames(true)
          .get();

  private static final int BYTE_ORDER_MARK = '\uFEFF';

  private Csv() {}

  /** Takes the rows of a table that is being written, one call a row. */
  @FunctionalInterface
  public interface Rows {
    /** Numbers are written so that reading gives them back; {@code null} is an empty cell. */
    void add(Object... cells) throws IOException;
  }

  /** Fills a table. */
  @FunctionalInterface
  public interface Table {
    void fill(Rows rows) throws IOException;
  }

  /** Writes a table whole or not at all. */
  public static void write(Path file, List<String> header, Table table) throws IOException {
    Output.write(
        file,
        temporary -> {
          try (BufferedWriter writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
              CSVPrinter printer = new CSVPrinter(writer, WRITE)) {
            printer.printRecord(header);
            table.fill(cells -> printer.printRecord(cells));
          }
        });
  }

  /** Writes one row of a table. */
  @FunctionalInterface
  public interface RowWriter<T> {
    void write(Rows rows, T item) throws IOException;
  }

  /** Writes a table whole or not at all, one row an item, in order. */
  public static <T> void write(
      Path file, List<String> header, Collection<T> items, RowWriter<? super T> each)
      throws IOException {
    write(
        file,
        header,
        rows -> {
          for (T item : items) {
            each.write(rows, item);
          }
        });
  }

  /** Prints a table, such as to standard output, row by row. */
  public static void print(PrintStream out, List<String> header, Table table) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CSVPrinter printer = new CSVPrinter(writer, WRITE);
    printer.printRecord(header);
    table.fill(
        cells -> {
          printer.printRecord(cells);
          printer.flush();
        });
    printer.flush();
  }

  /** One row of a table that was read; knows its file and line for errors. */
  public static final class Row {
    private final Path file;
    private final Map<String, Integer> columns;
    private final CSVRecord record;
    private final long line;

    private Row(Path file, Map<String, Integer> columns, CSVRecord record, long line) {
      this.file = file;
      this.columns = columns;
      this.record = record;
      this.line = line;
    }

    /** The line of its file on which the row ends, from 1. */
    public long line() {
      return line;
    }

    public boolean has(String column) {
      return columns.containsKey(column);
    }

    /**
     * @throws InputException where the table has no such column or the row no such cell
     */
    public String text(String column) {
      Integer place = columns.get(column);
      if (place == null) {
        throw new InputException(
            "%s has no column '%s'; it has %s."
                .formatted(file, column, String.join(", ", record.getParser().getHeaderNames())));
      }
      if (place >= record.size()) {
        throw fault(column, "is missing");
      }
      return record.get(place);
    }

    public int integer(String column) {
      return parse(column, Integer::valueOf, "a whole number");
    }

    public double number(String column) {
      return parse(column, Double::valueOf, "a number");
    }

    /** An error about this row's cell: {@code what} completes the sentence. */
    public InputException fault(String column, String what) {
      return new InputException("%s, line %d: column '%s' %s.".formatted(file, line, column, what));
    }

    private <T> T parse(String column, Function<String, T> parser, String expected) {
      String text = text(column);
      try {
        return parser.apply(text.strip());
      } catch (NumberFormatException e) {
        throw fault(column, "holds '%s', not %s".formatted(text, expected));
      }
    }
  }

  /** Gives each row to {@code each}, in order, without holding the table. */
  public static void forEach(Path file, Consumer<Row> each) throws IOException {
    if (Files.isDirectory(file)) {
      throw new InputException(file + " is a folder; name a table.");
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = parser(file, reader)) {
      Map<String, Integer> columns = parser.getHeaderMap();
      Iterator<CSVRecord> records = parser.iterator();
      while (hasNext(file, parser, records)) {
        each.accept(new Row(file, columns, records.next(), parser.getCurrentLineNumber()));
      }
    }
  }

  private static CSVParser parser(Path file, BufferedReader reader) throws IOException {
    try {
      // Excel begins its UTF-8 tables with a mark, which would be part of the first column's name.
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return CSVParser.parse(reader, READ);
    } catch (IllegalArgumentException e) { // a column's name twice
      throw new InputException(
          "%s is no table that can be read: %s.".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw unreadable(file, 1, e);
    }
  }

  /** Reads the next row, if there is one: the iterator hides what went wrong. */
  private static boolean hasNext(Path file, CSVParser parser, Iterator<CSVRecord> records)
      throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      throw unreadable(file, parser.getCurrentLineNumber() + 1, e.getCause());
    }
  }

  private static IOException unreadable(Path file, long line, IOException e) {
    if (e instanceof CSVException) {
      throw new InputException(
          "%s is no table that can be read: %s.".formatted(file, e.getMessage()), e);
    }
    if (e instanceof CharacterCodingException) {
      throw new InputException(
          "%s is no UTF-8 text near line %d; save the table as UTF-8.".formatted(file, line), e);
    }
    return e;
  }

  /** Reads a table whole, one object a row, in order. */
  public static <T> List<T> read(Path file, Function<Row, T> each) throws IOException {
    List<T> rows = new ArrayList<>();
    forEach(file, row -> rows.add(each.apply(row)));
    return rows;
  }
}
