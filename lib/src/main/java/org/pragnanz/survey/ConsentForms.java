package org.pragnanz.survey;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The texts that participants agree to: {@code consent.<language>.html} of a page's folder. */
public final class ConsentForms {
  private static final Pattern FORM = Pattern.compile("consent\\..+\\.html");
  // As the page's own texts have it where the laboratory's name belongs.
  private static final Pattern BLANK = Pattern.compile("<p>\\[[^\\]]*]</p>");

  private ConsentForms() {}

  /** The text in a language, in the page's folder. */
  public static Path form(Path site, String language) {
    return site.resolve("consent." + language + ".html");
  }

  /** Says of each text in which a blank is left that it has to be filled in. */
  public static void warnOfBlanks(Path site, PrintStream out) throws IOException {
    for (Path form : forms(site)) {
      if (BLANK.matcher(Files.readString(form)).find()) {
        out.printf(
            "%s does not say yet who is responsible; before people take part, put your own into a"
                + " folder and make the survey with --page FOLDER.%n",
            form.getFileName());
      }
    }
  }

  private static List<Path> forms(Path site) throws IOException {
    try (Stream<Path> files = Files.list(site)) {
      return files
          .filter(file -> FORM.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }
}
