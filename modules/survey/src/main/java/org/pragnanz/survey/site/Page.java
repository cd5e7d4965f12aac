package org.pragnanz.survey.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pragnanz.fault.InputException;
import org.pragnanz.survey.ConsentForms;
import org.pragnanz.survey.SurveyFolder;

/** The page's own files: those of this tool, and those that the user gives instead. */
final class Page {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION_BYTES = 8;

  private Page() {}

  /** Copies the files that came with this tool. */
  static void copy(Path site) throws IOException {
    URL resource = Page.class.getResource("/site/" + SurveyFolder.INDEX);
    if (resource == null) {
      throw new IllegalStateException("the tool was built without its page");
    }
    URI index;
    try {
      index = resource.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a resource's address is one", e);
    }
    if (index.getScheme().equals("jar")) {
      try (FileSystem jar = FileSystems.newFileSystem(index, Map.of())) {
        copy(jar.getPath("/site"), site);
      }
    } else {
      copy(Path.of(index).getParent(), site);
    }
  }

  /** Copies a folder's files, which may be links, over those that are there. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /**
   * The languages that the site's texts are in.
   *
   * @param first the default
   * @throws InputException where there is none of this name
   */
  static List<String> languages(Path site, String first) throws IOException {
    List<String> languages;
    try (Stream<Path> files = Files.list(site.resolve("lang"))) {
      languages =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.substring(0, name.length() - ".json".length()))
              .sorted(
                  Comparator.comparing((String name) -> !name.equals(first))
                      .thenComparing(name -> name))
              .toList();
    }
    if (!languages.contains(first)) {
      throw new InputException(
          "There are no texts in the language '%s'; there are: %s."
              .formatted(first, String.join(", ", languages)));
    }
    return languages;
  }

  /** The text of {@code texts.js}: the page's texts and consents, by language. */
  static String texts(Path site, List<String> languages) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    for (String language : languages) {
      Path file = site.resolve("lang").resolve(language + ".json");
      Path consent = ConsentForms.form(site, language);
      if (!Files.exists(consent)) {
        throw new InputException(
            "There is no text of consent in the language '%s'; give %s."
                .formatted(language, consent.getFileName()));
      }
      try {
        byte[] html = Files.readAllBytes(consent);
        ObjectNode texts = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        texts.put("consent", new String(html, StandardCharsets.UTF_8));
        texts.put("consentVersion", version(html));
        all.set(language, texts);
      } catch (JsonProcessingException | ClassCastException e) {
        throw new InputException(
            "%s is no JSON object of texts: %s.".formatted(file.getFileName(), e.getMessage()), e);
      }
    }
    return "window.PRAGNANZ_TEXTS = " + all + ";\n";
  }

  private static String version(byte[] consent) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(consent);
      return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
