package org.pragnanz.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pragnanz.cli.Installation;
import org.pragnanz.files.Checksums;

/** The RO-Crate of a run: its results, what they were made from, and by which software. */
final class Crate {
  /** A folder of more files is one entity; its files are in the list of digests. */
  private static final int MANY = 50;

  private static final Map<String, String> FORMATS =
      Map.of(
          "csv", "text/csv",
          "json", "application/json",
          "html", "text/html",
          "npy", "application/octet-stream",
          "png", "image/png",
          "jpg", "image/jpeg",
          "svg", "image/svg+xml",
          "txt", "text/plain",
          "zip", "application/zip",
          "jzip", "application/zip");

  private final Path results;
  private final Map<String, String> digests;
  private final String revision;
  private final String date;
  private final List<Map<String, Object>> objects = new ArrayList<>();
  private final List<Map<String, Object>> agents = new ArrayList<>();

  /**
   * @param digests SHA-256 of every result by its path
   * @param date of the code's revision, ISO 8601
   */
  Crate(Path results, Map<String, String> digests, String revision, String date) {
    this.results = results;
    this.digests = digests;
    this.revision = revision;
    this.date = date;
  }

  /** A file that the run read. */
  void input(String name, String sha256) {
    objects.add(entity("#input-" + objects.size(), "CreativeWork", name, "sha256", sha256));
  }

  /** Who ran it. */
  void agent(String orcid) {
    agents.add(entity("https://orcid.org/" + orcid, "Person", "ORCID " + orcid));
  }

  void parameter(String name, String value) {
    objects.add(entity("#parameter-" + name, "PropertyValue", name, "value", value));
  }

  /** The whole metadata file, as JSON's maps and lists. */
  Map<String, Object> graph() throws IOException {
    List<Map<String, Object>> parts = parts();
    List<Map<String, Object>> libraries = new ArrayList<>();
    Installation.libraries()
        .forEach(
            (name, version) ->
                libraries.add(
                    entity(
                        "#library-" + name,
                        "SoftwareApplication",
                        name,
                        "softwareVersion",
                        version)));
    String study =
        objects.stream()
            .filter(o -> o.get("@id").equals("#parameter-experiment"))
            .map(o -> String.valueOf(o.get("value")))
            .findFirst()
            .orElse("study");

    List<Object> graph = new ArrayList<>();
    graph.add(
        with(
            entity(RunFiles.CRATE, "CreativeWork", "Description of the run"),
            "conformsTo",
            reference("https://w3id.org/ro/crate/1.1"),
            "about",
            reference("./")));
    graph.add(
        with(
            entity("./", "Dataset", "Pragnanz: " + study),
            "description",
            "How visually coherent the units of a vision network are, in each basis: trials,"
                + " responses, measures and report of one run of Pragnanz.",
            "datePublished",
            date,
            "license",
            reference("#terms"),
            "conformsTo",
            reference("https://w3id.org/ro/wfrun/process/0.5"),
            "hasPart",
            references(parts),
            "mentions",
            reference("#run")));
    graph.add(
        with(
            entity("#terms", "CreativeWork", "Terms of use"),
            "description",
            "Pictures keep the terms of the images that they were made from; the rest may be"
                + " used under the Apache License 2.0."));
    graph.add(
        with(
            entity("https://w3id.org/ro/wfrun/process/0.5", "CreativeWork", "Process Run Crate"),
            "version",
            "0.5"));
    Map<String, Object> run =
        with(
            entity("#run", "CreateAction", "Run of Pragnanz: " + study),
            "instrument",
            reference("#pragnanz"),
            "object",
            references(objects),
            "result",
            reference("./"));
    if (!agents.isEmpty()) {
      run.put("agent", references(agents));
    }
    graph.add(run);
    graph.add(
        with(
            entity("#pragnanz", "SoftwareApplication", "Pragnanz"),
            "softwareVersion",
            Installation.version(),
            "identifier",
            "git revision " + revision,
            "softwareRequirements",
            references(libraries)));
    graph.addAll(parts);
    graph.addAll(objects);
    graph.addAll(agents);
    graph.addAll(libraries);
    Map<String, Object> crate = new LinkedHashMap<>();
    crate.put(
        "@context",
        List.of(
            "https://w3id.org/ro/crate/1.1/context",
            Map.of("sha256", "https://schema.org/sha256")));
    crate.put("@graph", graph);
    return crate;
  }

  /** The results: each file, or the folder that holds many. */
  private List<Map<String, Object>> parts() throws IOException {
    Map<String, Long> sizes =
        digests.keySet().stream()
            .collect(Collectors.groupingBy(Crate::folder, TreeMap::new, Collectors.counting()));
    List<Map<String, Object>> parts = new ArrayList<>();
    sizes.forEach(
        (folder, files) -> {
          if (files > MANY) {
            parts.add(
                with(
                    entity(folder, "Dataset", folder),
                    "description",
                    "%d files; %s has their digests".formatted(files, Checksums.LIST)));
          }
        });
    for (Map.Entry<String, String> file : digests.entrySet()) {
      String name = file.getKey();
      if (sizes.get(folder(name)) <= MANY) {
        parts.add(
            with(
                entity(name.replace(" ", "%20"), "File", name),
                "contentSize",
                Long.toString(Files.size(results.resolve(name))),
                "encodingFormat",
                FORMATS.getOrDefault(
                    name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"),
                "sha256",
                file.getValue()));
      }
    }
    parts.add(
        with(
            entity(Checksums.LIST, "File", "SHA-256 of every result"),
            "encodingFormat",
            "text/plain"));
    return parts;
  }

  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  private static Map<String, Object> entity(
      String id, String type, String name, Object... properties) {
    Map<String, Object> entity = new LinkedHashMap<>();
    entity.put("@id", id);
    entity.put("@type", type);
    entity.put("name", name);
    return with(entity, properties);
  }

  /** Adds properties, names and values in turn. */
  private static Map<String, Object> with(Map<String, Object> entity, Object... properties) {
    for (int i = 0; i < properties.length; i += 2) {
      entity.put((String) properties[i], properties[i + 1]);
    }
    return entity;
  }

  private static Map<String, Object> reference(String id) {
    return Map.of("@id", id);
  }

  private static List<Map<String, Object>> references(List<Map<String, Object>> entities) {
    return entities.stream().map(entity -> reference((String) entity.get("@id"))).toList();
  }
}
