package org.pragnanz.analyze.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A piece of an HTML page. What comes from data is escaped as it is written. */
sealed interface Html {
  /** Appends the piece to a page. */
  void write(StringBuilder page);

  /** Text that data or words make up. */
  record Text(String text) implements Html {
    @Override
    public void write(StringBuilder page) {
      page.append(escape(text));
    }
  }

  /** The content of a style sheet of ours, which knows no escapes. */
  record Style(String css) implements Html {
    @Override
    public void write(StringBuilder page) {
      page.append("<style>\n").append(css).append("</style>\n");
    }
  }

  /** A script of ours. */
  record Script(String code) implements Html {
    @Override
    public void write(StringBuilder page) {
      page.append("<script>\n").append(code).append("</script>\n");
    }
  }

  /** Pieces one after another. */
  record Sequence(List<Html> parts) implements Html {
    @Override
    public void write(StringBuilder page) {
      parts.forEach(part -> part.write(page));
    }
  }

  /**
   * @param attributes names and values in turn
   */
  record Element(String tag, List<String> attributes, List<Html> content) implements Html {
    private static final Set<String> EMPTY = Set.of("img", "input", "meta", "br");
    private static final Set<String> INLINE =
        Set.of("a", "b", "em", "span", "code", "td", "th", "input", "pre", "dt", "dd");

    /** The same element with one more attribute. */
    Element with(String name, String value) {
      List<String> more = new ArrayList<>(attributes);
      more.add(name);
      more.add(value);
      return new Element(tag, List.copyOf(more), content);
    }

    @Override
    public void write(StringBuilder page) {
      page.append('<').append(tag);
      for (int i = 0; i < attributes.size(); i += 2) {
        page.append(' ').append(attributes.get(i)).append("=\"");
        page.append(escape(attributes.get(i + 1))).append('"');
      }
      page.append('>');
      if (!EMPTY.contains(tag)) {
        content.forEach(part -> part.write(page));
        page.append("</").append(tag).append('>');
      }
      if (!INLINE.contains(tag)) {
        page.append('\n');
      }
    }
  }

  static Element element(String tag, Html... content) {
    return new Element(
        tag,
        List.of(),
        Arrays.stream(content)
            .flatMap(part -> part instanceof Sequence s ? s.parts().stream() : Stream.of(part))
            .toList());
  }

  static Element element(String tag, String text) {
    return element(tag, new Text(text));
  }

  static Html all(List<? extends Html> parts) {
    return new Sequence(List.copyOf(parts));
  }

  /**
   * A table that scrolls by itself where the page is narrow.
   *
   * @param caption what it holds
   * @param header the columns' names
   * @param rows as many cells each
   */
  static Html table(String caption, List<String> header, List<List<String>> rows) {
    List<Html> head = new ArrayList<>();
    header.forEach(name -> head.add(element("th", name).with("scope", "col")));
    List<Html> body = new ArrayList<>();
    for (List<String> row : rows) {
      List<Html> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell(cell)));
      body.add(element("tr", all(cells)));
    }
    return element(
            "div",
            element(
                "table",
                element("caption", caption),
                element("thead", element("tr", all(head))),
                element("tbody", all(body))))
        .with("class", "scroll")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", caption);
  }

  private static Html cell(String text) {
    Element cell = element("td", text);
    return text.matches("[-+]?[0-9].*") ? cell.with("class", "number") : cell;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
