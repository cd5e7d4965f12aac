package org.pragnanz.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentFormsTest {
  @TempDir Path site;

  @Test
  void namesTheFormsThatDoNotSayWhoIsResponsible() throws IOException {
    Files.writeString(site.resolve("consent.de.html"), "<h2>Wer</h2>\n<p>[Name]</p>\n");
    Files.writeString(site.resolve("consent.en.html"), "<p>Lab of Vision [sic], Berlin</p>\n");
    Files.writeString(site.resolve("index.html"), "<p>[no form]</p>\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ConsentForms.warnOfBlanks(site, new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("consent.de.html does not say yet who is responsible; ")
        .hasLineCount(1);
  }
}
