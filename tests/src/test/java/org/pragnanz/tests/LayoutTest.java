package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the checkout's files promise about each other. */
class LayoutTest {
  private static final Path ROOT =
      Path.of(System.getProperty("pragnanz.root", "..")).toAbsolutePath().normalize();

  @Test
  void aStageDependsOnLibAndOnNoOtherStage() throws Exception {
    List<Path> stages = folders(ROOT.resolve("modules"));
    assertThat(stages).hasSizeGreaterThan(10);
    for (Path stage : stages) {
      List<String> ours = new ArrayList<>();
      for (Element dependency : elements(xml(stage.resolve("pom.xml")), "dependency")) {
        if (text(dependency, "groupId").equals("org.pragnanz")) {
          ours.add(text(dependency, "artifactId"));
        }
      }
      assertThat(ours).as(stage.toString()).isNotEmpty().containsOnly("pragnanz-lib");
    }
  }

  @Test
  void everyStageIsBuilt() throws Exception {
    List<String> built =
        elements(xml(ROOT.resolve("pom.xml")), "module").stream()
            .map(Node::getTextContent)
            .filter(module -> module.startsWith("modules/"))
            .toList();
    assertThat(built)
        .containsExactlyInAnyOrderElementsOf(
            folders(ROOT.resolve("modules")).stream()
                .map(folder -> ROOT.relativize(folder).toString())
                .toList());
  }

  @Test
  void theVersionStandsInTheRootPomAndInTheCitationAlone() throws Exception {
    String version = elements(xml(ROOT.resolve("pom.xml")), "revision").get(0).getTextContent();
    Matcher cited =
        Pattern.compile("(?m)^version: (.+)$")
            .matcher(Files.readString(ROOT.resolve("CITATION.cff")));
    assertThat(cited.find()).isTrue();
    assertThat(cited.group(1)).isEqualTo(version);
    for (String file : List.of("nextflow.config", "bin/pragnanz", "lib/Tools.groovy")) {
      assertThat(Files.readString(ROOT.resolve(file))).as(file).doesNotContain(version);
    }
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    List<Path> silent = new ArrayList<>();
    for (Path module : folders(ROOT.resolve("modules"))) {
      silent.addAll(silentPackages(module));
    }
    silent.addAll(silentPackages(ROOT.resolve("lib")));
    assertThat(silent).as("packages without package-info.java").isEmpty();
  }

  private static List<Path> silentPackages(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
          .toList();
    }
  }

  /** The folders of modules; what a build left of one that is gone has no pom.xml. */
  private static List<Path> folders(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
    }
  }

  private static Document xml(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<Element> elements(Document xml, String name) {
    NodeList nodes = xml.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static String text(Element of, String name) {
    return of.getElementsByTagName(name).item(0).getTextContent();
  }
}
