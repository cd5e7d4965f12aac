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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.pragnanz.fault.InputException;

/**
 * Tables as RFC 4180 text: a header, UTF-8, dot decimals, lines ended by LF.
 *
 * <p>Columns of tables that are read are known by their names without spaces around them, and in
 * either case where no other column has the name in the other: spreadsheets and people write {@code
 * image, Synset}.
 */
public final class Csv {
  private static final CSVFormat WRITE = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
  private static final CSVFormat READ = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

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

  /**
   * The meaning of 0 or 1, of false or true in either case, or of 0.0 or 1.0, as data frames write
   * a column of whole numbers that has gaps; empty of anything else.
   */
  public static Optional<Boolean> flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "0", "0.0", "false" -> Optional.of(false);
      case "1", "1.0", "true" -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  /** One row of a table that was read; knows its file and line for errors. */
  public static final class Row {
    private final Header header;
    private final CSVRecord record;
    private final long line;

    private Row(Header header, CSVRecord record, long line) {
      this.header = header;
      this.record = record;
      this.line = line;
    }

    /** The line of its file on which the row ends, from 1. */
    public long line() {
      return line;
    }

    public boolean has(String column) {
      return header.has(column);
    }

    /**
     * @throws InputException where the table has no such column or the row no such cell
     */
    public String text(String column) {
      int place = header.place(column).orElseThrow(() -> header.without(column));
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

    /** A cell that must not be empty, without blanks around it. */
    public String filled(String column) {
      String text = text(column).strip();
      if (text.isEmpty()) {
        throw fault(column, "is empty");
      }
      return text;
    }

    /** A cell that {@link Csv#flag} can read. */
    public boolean flag(String column) {
      return Csv.flag(text(column))
          .orElseThrow(() -> fault(column, "holds '%s', not 0 or 1".formatted(text(column))));
    }

    /** A time, in the column's unit. */
    public double time(String column) {
      double time = number(column);
      if (!(time >= 0) || Double.isInfinite(time)) {
        throw fault(column, "holds %s, not a time of 0 or more".formatted(text(column)));
      }
      return time;
    }

    /** An error about this row's cell: {@code what} completes the sentence. */
    public InputException fault(String column, String what) {
      return new InputException(
          "%s, line %d: column '%s' %s.".formatted(header.file, line, column, what));
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

  /** The names of a table's columns. */
  public static final class Header {
    private final Path file;
    private final List<String> names;
    private final Map<String, Optional<Integer>> places = new HashMap<>();

    private Header(Path file, List<String> names) {
      this.file = file;
      this.names = names.stream().map(String::strip).toList();
      Set<String> seen = new HashSet<>();
      for (String name : this.names) {
        if (!name.isEmpty() && !seen.add(name)) {
          throw new InputException(
              "%s names the column '%s' twice; name it once.".formatted(file, name));
        }
      }
    }

    /**
     * As they are written, without spaces around them; empty where a column has none, as the row
     * numbers that pandas writes.
     */
    public List<String> names() {
      return names;
    }

    public boolean has(String column) {
      return place(column).isPresent();
    }

    /** Where a column is, from 0. */
    private Optional<Integer> place(String column) {
      return places.computeIfAbsent(column, this::find);
    }

    private Optional<Integer> find(String column) {
      int exact = names.indexOf(column);
      if (exact >= 0) {
        return Optional.of(exact);
      }
      List<Integer> folded =
          IntStream.range(0, names.size())
              .filter(i -> names.get(i).equalsIgnoreCase(column))
              .boxed()
              .toList();
      return folded.size() == 1 ? Optional.of(folded.get(0)) : Optional.empty();
    }

    /** An error about a column that the table does not have. */
    public InputException without(String column) {
      String only = names.get(0);
      for (String separator : List.of(";", "\t", "|")) {
        if (names.size() == 1 && only.contains(separator)) {
          return new InputException(
              "%s separates its fields by '%s'; save it with commas."
                  .formatted(file, separator.equals("\t") ? "tab" : separator));
        }
      }
      return new InputException(
          "%s has no column '%s'; it has %s.".formatted(file, column, String.join(", ", names)));
    }
  }

  /**
   * A table's header; no names where the file is empty.
   *
   * @throws InputException where the file is no table
   */
  public static Header header(Path file) throws IOException {
    List<Header> found = new ArrayList<>();
    scan(file, found::add, row -> false);
    return found.isEmpty() ? new Header(file, List.of()) : found.get(0);
  }

  /** Gives each row to {@code each}, in order, without holding the table. */
  public static void forEach(Path file, Consumer<Row> each) throws IOException {
    scan(
        file,
        header -> {},
        row -> {
          each.accept(row);
          return true;
        });
  }

  /** Reads as long as {@code each} wants more rows. */
  private static void scan(Path file, Consumer<Header> first, Predicate<Row> each)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new InputException(file + " is a folder; name a table.");
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = parser(file, reader)) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!hasNext(file, parser, records)) {
        return;
      }
      Header header = new Header(file, records.next().toList());
      first.accept(header);
      boolean more = true;
      while (more && hasNext(file, parser, records)) {
        more = each.test(new Row(header, records.next(), parser.getCurrentLineNumber()));
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
