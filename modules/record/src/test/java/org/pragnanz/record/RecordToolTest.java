package org.pragnanz.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.files.Checksums;

class RecordToolTest {
  @TempDir Path folder;
  private final Map<String, JsonNode> entities = new HashMap<>();

  @BeforeEach
  void recordARun() throws IOException {
    Path results = Files.createDirectories(folder.resolve("results"));
    Files.createDirectories(results.resolve("pipeline_info"));
    Files.writeString(results.resolve("pipeline_info/trace.txt"), "12:00");
    Files.createDirectories(results.resolve("trials/images"));
    for (int i = 0; i < 60; i++) {
      Files.writeString(results.resolve("trials/images/" + i + ".jpg"), "picture " + i);
    }
    Files.writeString(results.resolve("units.csv"), "abc");
    Files.writeString(folder.resolve("weights.safetensors"), "abc");
    assertThat(
            Main.run(
                "record",
                "--results",
                results.toString(),
                "--input",
                folder.resolve("weights.safetensors").toString(),
                "--parameter",
                "experiment=exp2",
                "seed=7",
                "--revision",
                "0123abc",
                "--date",
                "2026-01-31",
                "--orcid",
                "0000-0002-1825-0097",
                "--out",
                folder.resolve("record").toString()))
        .isZero();
    JsonNode crate =
        new ObjectMapper().readTree(folder.resolve("record/ro-crate-metadata.json").toFile());
    for (JsonNode entity : crate.path("@graph")) {
      assertThat(entities.put(entity.path("@id").textValue(), entity)).isNull();
    }
  }

  @Test
  void listsTheDigestsOfEveryResult() throws IOException {
    Map<String, String> digests = Checksums.read(folder.resolve("record/checksums.sha256"));

    assertThat(digests).hasSize(62).doesNotContainKey("pipeline_info/trace.txt");
    assertThat(digests)
        .containsEntry(
            "ro-crate-metadata.json",
            Checksums.sha256(folder.resolve("record/ro-crate-metadata.json")));
    // printf abc | sha256sum
    assertThat(digests)
        .containsEntry(
            "units.csv", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  /** The requirements of RO-Crate 1.1, sections "Root Data Entity" and "Data Entities". */
  @Test
  void theCrateHasWhatItsStandardRequires() {
    JsonNode descriptor = entities.get("ro-crate-metadata.json");
    assertThat(descriptor.at("/about/@id").textValue()).isEqualTo("./");
    assertThat(descriptor.at("/conformsTo/@id").textValue())
        .isEqualTo("https://w3id.org/ro/crate/1.1");
    JsonNode root = entities.get("./");
    assertThat(root.path("@type").textValue()).isEqualTo("Dataset");
    assertThat(root.path("datePublished").textValue()).isEqualTo("2026-01-31");
    assertThat(root.path("name").textValue()).isEqualTo("Pragnanz: exp2");
    assertThat(root.path("description").textValue()).isNotEmpty();
    assertThat(entities).containsKey(root.at("/license/@id").textValue());
    assertThat(root.path("hasPart"))
        .extracting(part -> part.path("@id").textValue())
        .containsExactly("trials/images/", "units.csv", "checksums.sha256");
  }

  @Test
  void everyReferenceIsDescribed() {
    for (JsonNode entity : entities.values()) {
      for (JsonNode property : entity) {
        Iterable<JsonNode> references = property.isArray() ? property : java.util.List.of(property);
        for (JsonNode reference : references) {
          String id = reference.path("@id").asText("");
          if (!id.isEmpty() && !id.equals("https://w3id.org/ro/crate/1.1")) {
            assertThat(entities).containsKey(id);
          }
        }
      }
    }
  }

  @Test
  void theRunNamesItsInputsParametersAndSoftware() {
    JsonNode run = entities.get("#run");
    assertThat(run.path("object"))
        .extracting(object -> object.path("@id").textValue())
        .containsExactly("#input-0", "#parameter-experiment", "#parameter-seed");
    assertThat(entities.get("#parameter-seed").path("value").textValue()).isEqualTo("7");
    assertThat(entities.get("#input-0").path("name").textValue()).isEqualTo("weights.safetensors");
    assertThat(entities.get("#input-0").path("sha256").textValue()).startsWith("ba7816bf");
    assertThat(run.at("/agent/0/@id").textValue())
        .isEqualTo("https://orcid.org/0000-0002-1825-0097");
    assertThat(entities.get("#pragnanz").path("identifier").textValue())
        .isEqualTo("git revision 0123abc");
  }
}
