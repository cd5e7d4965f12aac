package org.pragnanz.survey.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyFolder;

/**
 * A study archive for JATOS 3.10: a zip file of one folder, the study's assets, and one {@code
 * .jas} file, its description (serial version 3). Its identifiers are made of the study's name, so
 * that importing the archive again updates the study instead of adding one.
 */
record JatosArchive(Study study, Path site) {
  private static final ObjectMapper JSON = new ObjectMapper();
  // No clock: it would make other bytes each time. Not the earliest time that a zip file can hold
  // either, to which Java adds
  // one in the machine's time zone.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  void write(Path file) throws IOException {
    String folder = "pragnanz_" + study.experiment() + "_" + study.study();
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      // Pictures do not shrink, their padding does at any level.
      zip.setLevel(Deflater.BEST_SPEED);
      add(zip, folder + ".jas", description(folder).getBytes(StandardCharsets.UTF_8));
      add(zip, folder + "/", new byte[0]);
      for (Path asset : assets()) {
        String name = site.relativize(asset).toString();
        add(zip, folder + "/" + name, content(name, asset));
      }
    }
  }

  private List<Path> assets() throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private byte[] content(String name, Path asset) throws IOException {
    return name.equals(SurveyFolder.CONFIG)
        ? study.config(Study.Mode.JATOS).getBytes(StandardCharsets.UTF_8)
        : Files.readAllBytes(asset);
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private String description(String folder) throws IOException {
    String title = "Pragnanz: " + study.experiment();
    ObjectNode root = JSON.createObjectNode();
    // JATOS takes the first field of this name for the version of the format.
    root.put("version", "3");
    ObjectNode data = root.putObject("data");
    data.put("uuid", uuid("study"))
        .put("title", title)
        .put("description", "How visually coherent are the units of a vision network to people?")
        .put("groupStudy", false)
        .put("linearStudy", false)
        .put("allowPreview", false)
        .put("dirName", folder)
        .put("comments", "")
        .put("jsonData", "{\"completionUrl\": \"\", \"failedUrl\": \"\"}")
        .putNull("endRedirectUrl")
        .putNull("studyEntryMsg");
    data.putArray("componentList")
        .addObject()
        .put("uuid", uuid("component"))
        .put("title", title)
        .put("htmlFilePath", SurveyFolder.INDEX)
        .put("reloadable", true)
        .put("active", true)
        .put("comments", "")
        .putNull("jsonData");
    ObjectNode batch = data.putArray("batchList").addObject();
    batch
        .put("uuid", uuid("batch"))
        .put("title", "Default")
        .put("active", true)
        .putNull("maxActiveMembers")
        .putNull("maxTotalMembers")
        .putNull("maxTotalWorkers");
    batch
        .putArray("allowedWorkerTypes")
        .add("Jatos")
        .add("PersonalSingle")
        .add("PersonalMultiple")
        .add("GeneralSingle")
        .add("GeneralMultiple");
    batch.put("comments", "").putNull("jsonData");
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n");
  }

  private String uuid(String part) {
    String text = study.study() + "/" + part;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
