package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import groovy.lang.GroovyClassLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What main.nf calls in lib/*.groovy, without Nextflow. */
class PipelineClassesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("pragnanz.root", "..")).toAbsolutePath().normalize();

  private static GroovyClassLoader loader;

  @TempDir Path folder;

  @BeforeAll
  static void openLib() {
    loader = new GroovyClassLoader(PipelineClassesTest.class.getClassLoader());
    loader.addClasspath(ROOT.resolve("lib").toString());
  }

  @AfterAll
  static void closeLib() throws IOException {
    loader.close();
  }

  @Test
  void aCommandHasItsBuildAndTheParametersThatItDependsOn() throws Exception {
    Map<String, Object> study = new HashMap<>();
    study.put("trials_per_unit", 10);
    study.put("observer_sites", "a b,it's");
    study.put("confidence", true);
    study.put("help", false);
    study.put("weakest", null);
    study.put("lapse", 0);
    call("Command", "take", study, Map.of("match", "0123456789abcdef"));

    assertThat(
            call(
                "Command",
                "of",
                "match",
                List.of(
                    "trials_per_unit", "confidence", "help", "weakest", "lapse", "observer_sites")))
        .hasToString(
            "match@0123456789abcdef --trials-per-unit 10 --confidence --lapse 0"
                + " --observer-sites 'a b,it'\\''s'");
    assertThat(call("Command", "of", "other")).hasToString("other");
  }

  @Test
  void aWordIsQuotedWhereTheShellWouldReadMoreInIt() throws Exception {
    assertThat(call("Shell", "quoted", "images/n01440764_1.JPEG"))
        .hasToString("images/n01440764_1.JPEG");
    assertThat(call("Shell", "quoted", "")).hasToString("''");
    assertThat(call("Shell", "quoted", "$(date) ä*")).hasToString("'$(date) ä*'");
    assertThat(call("Shell", "quoted", "a\nb")).hasToString("'a\nb'");
  }

  @Test
  void parametersAreDescribedWhereResultsDependOnThem() throws Exception {
    Map<String, Object> study = new HashMap<>();
    study.put("model", "resnet50");
    study.put("images", "/data/a b/images");
    study.put("units", "mine/units.csv");
    study.put("unit_count", 80);
    study.put("phantom_images", 1200);
    study.put("seed", 0);
    study.put("practice", 9);
    study.put("shards", 2);
    study.put("bucket", "s3://bucket");
    study.put("device", "cpu");
    study.put("outdir", "results/x");
    study.put("weakest", null);
    Object parameters = parameters(Map.of());

    assertThat(InvokerHelper.invokeMethod(parameters, "described", new Object[] {study}))
        .isEqualTo(
            List.of("images=images", "model=resnet50", "practice=9", "seed=0", "units=units.csv"));
    study.put("compare", "a,b");
    assertThat(InvokerHelper.invokeMethod(parameters, "described", new Object[] {study}))
        .isEqualTo(List.of("practice=9", "seed=0"));
  }

  @Test
  void parametersAreCompletedBySchemaWhereThereAreNoTools() throws Exception {
    Map<String, Object> given = new HashMap<>();
    given.put("top", 300);
    given.put("k", null);
    given.put("xylophone", 5);
    Object parameters = parameters(given);

    Map<?, ?> completed = (Map<?, ?>) invoke(parameters, "completed");
    assertThat(completed.get("top")).isEqualTo(300);
    assertThat(completed.get("k")).isEqualTo(10);
    assertThat(completed.containsKey("bucket")).isTrue();
    assertThat(completed.get("bucket")).isNull();
    assertThat(invoke(parameters, "unknown"))
        .isEqualTo(List.of("There is no parameter --xylophone; --help lists them."));
  }

  @Test
  void helpShowsWhatARunWouldHave() throws Exception {
    Object schema = type("Schema").getConstructor(Path.class).newInstance(ROOT);
    String help = invoke(schema, "help", Map.of("top", 300)).toString();
    assertThat(help)
        .containsPattern("(?m)^  --top +Strongest images kept of every unit \\[default 300\\]$")
        .containsPattern("(?m)^  --bottom +Weakest images kept of every unit \\[default 400\\]$");
    assertThat(help.lines().filter(line -> !line.contains("|"))).allMatch(l -> l.length() <= 100);
  }

  @Test
  void helpOnAParameterTellsAllThatThereIsToKnow() throws Exception {
    Object schema = type("Schema").getConstructor(Path.class).newInstance(ROOT);
    assertThat(invoke(schema, "about", "top", Map.of("top", 300)).toString())
        .startsWith("--top\n  Strongest images kept of every unit\n  The trials' images")
        .endsWith("\n  Values: at least 1\n  Default here: 300");
  }

  @Test
  void anExecutorSaysWhatItNeeds() throws Exception {
    Map<String, Object> study = new HashMap<>(Map.of("device", "cpu", "bucket", "s3://b"));
    Map<String, Object> config = new HashMap<>(Map.of("workDir", "gs://b/work"));
    assertThat(call("Machines", "faults", "local", study, config)).isEqualTo(List.of());
    assertThat(call("Machines", "faults", "google-batch", study, config))
        .isEqualTo(
            List.of(
                "google-batch needs --project, --region, --container_image; docs/usage.md says what they are."));
    study.put("device", "cuda:0");
    assertThat(call("Machines", "faults", "k8s", study, config))
        .isEqualTo(
            List.of(
                "k8s needs --storage_claim, --container_image, --gpu_image; docs/usage.md says what they are."));
    config.putAll(Map.of("workDir", "/work", "aws", Map.of("region", "eu-west-1")));
    assertThat(call("Machines", "faults", "awsbatch", study, config))
        .isEqualTo(
            List.of(
                "--bucket: a file given by -c is read after Nextflow needs this; give it on the"
                    + " command line or by -params-file, or set workDir in that file."));
  }

  @Test
  void peopleAnswerBeforeThePerceptualObserver() throws Exception {
    Path perceptual = folder.resolve("perceptual.csv");
    Path label = folder.resolve("label.csv");
    Path exported = Files.createDirectories(folder.resolve("exported"));
    Path practice = write("exported/practice.csv", "");
    Path responses = write("exported/responses.csv", "");
    Path sessions = write("exported/sessions.csv", "");
    Path table = write("mine.csv", "");
    List<Path> observers = List.of(label, perceptual);

    assertThat(call("Answers", "of", null, observers))
        .isEqualTo(
            Map.of(
                "responses",
                List.of(perceptual),
                "sessions",
                List.of(),
                "observers",
                List.of(label)));
    assertThat(call("Answers", "of", table, observers))
        .isEqualTo(
            Map.of(
                "responses", List.of(table), "sessions", List.of(), "observers", List.of(label)));
    assertThat(call("Answers", "of", exported, observers))
        .isEqualTo(
            Map.of(
                "responses",
                List.of(responses, practice),
                "sessions",
                List.of(sessions),
                "observers",
                List.of(label)));
  }

  @Test
  void imagesWithoutLabelsAreCounted() throws Exception {
    Path catalog =
        write(
            "catalog.csv",
            "image,synset,width,height,sha256\na.png,n01,8,8,0f\nb.png,,8,8,0f\n\"c,,.png\",n01,8,8,0f\n");
    assertThat(call("Labels", "bare", catalog)).isEqualTo(1);
    assertThat(call("Labels", "checked", catalog, "weakest")).isEqualTo(catalog);
  }

  @Test
  void theToolsSentenceIsTakenOutOfWhatATaskSaid() throws Exception {
    assertThat(
            call(
                "Completion",
                "sentence",
                "10 of 20 images\npool: --top is too large.\n\nSee 'podman run --help'.\n"))
        .hasToString("pool: --top is too large.");
    assertThat(call("Completion", "sentence", "\n")).isNull();
    assertThat(call("Completion", "sentence", (Object) null)).isNull();
  }

  @Test
  void aTaskThatRunsForMinutesSaysHowFarItIsOnceAMinute() throws Exception {
    Path errors = write("a/.command.err", "10 of 3,125 images, 40 a second, 78 s left\n");
    Path waiting = Files.createDirectories(folder.resolve("b"));
    Path silent = write("c/.command.err", "WARNING: Using incubator modules\n").getParent();
    Map<Path, String> running =
        Map.of(
            errors.getParent(),
            "STUDY:DICTIONARIES:EXTRACT_IMAGES (3/16)",
            waiting,
            "STUDY:TRIALS:SHOW_TRIALS",
            silent,
            "STUDY:TRIALS:MATCH");
    Object progress = type("Progress").getConstructor().newInstance();

    assertThat(invoke(progress, "lines", running, 0L)).isEqualTo(List.of());
    assertThat(invoke(progress, "lines", running, 59_999L)).isEqualTo(List.of());
    Files.writeString(
        errors,
        "10 of 3,125 images, 40 a second, 78 s left\n"
            + "a line of another library\n".repeat(500)
            + "1,200 of 3,125 images, 41 a second, 47 s left\nLoading\n");
    assertThat(invoke(progress, "lines", running, 60_000L))
        .isEqualTo(
            List.of("extract images (3 of 16): 1,200 of 3,125 images, 41 a second, 47 s left"));
    assertThat(invoke(progress, "lines", running, 130_000L)).isEqualTo(List.of());

    Files.writeString(
        waiting.resolve(".command.err"), "9 of 80 sheets, 9.0 a minute, 8 min left\n");
    assertThat(invoke(progress, "lines", Map.of(waiting, "STUDY:TRIALS:SHOW_TRIALS"), 140_000L))
        .isEqualTo(List.of("show trials: 9 of 80 sheets, 9.0 a minute, 8 min left"));
  }

  @Test
  void anAddressIsToldThatARunHasEnded() throws Exception {
    List<String> posted = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    Map<String, Object> run = Map.of("success", false, "duration", "2m 3s", "runName", "sad_curie");
    try {
      call("Hook", "post", null, Map.of("outdir", "results/exp2"), run);
      call("Hook", "post", address, Map.of("outdir", "results/exp2"), run);
    } finally {
      server.stop(0);
    }
    assertThat(posted)
        .containsExactly(
            "{\"text\":\"Pragnanz: results/exp2 failed after 2m 3s.\",\"success\":false,"
                + "\"outdir\":\"results/exp2\",\"run\":\"sad_curie\"}");
    // Nobody listens any more: the run does not fail for it.
    call("Hook", "post", address, Map.of("outdir", "results/exp2"), run);
  }

  @Test
  void aResultsFolderIsClaimedOnce() throws Exception {
    Path results = folder.resolve("results");
    assertThat(call("ResultsFolder", "claim", Map.of("outdir", "results"), results, false))
        .isEqualTo(List.of());
    assertThat(results.resolve("pipeline_info/.lock")).exists();
    Path file = write("a file", "");
    assertThat(
            call("ResultsFolder", "claim", Map.of("outdir", "a file/x"), file.resolve("x"), false))
        .asString()
        .startsWith("[The results folder a file/x cannot be written (");
  }

  @Test
  void bytesOfAFolderAreReadable() throws Exception {
    write("one", "12345");
    write("below/two", "678");
    assertThat(call("WorkFolder", "size", folder)).isEqualTo(8L);
    assertThat(call("WorkFolder", "readable", 8L)).hasToString("1 MiB");
    assertThat(call("WorkFolder", "readable", 5L << 20)).hasToString("5 MiB");
    assertThat(call("WorkFolder", "readable", 3L << 29)).hasToString("1.5 GiB");
  }

  @Test
  void aFingerprintOfAFolderChangesWithAnyFileBelow() throws Exception {
    Path file = write("below/one", "12345");
    Object before = call("Tools", "contents", folder);
    assertThat(before.toString()).matches("[0-9a-f]{16}");
    assertThat(call("Tools", "contents", folder)).isEqualTo(before);
    write("below/.DS_Store", "x");
    write("below/.nfs0001", "x");
    write(".thumbnails/one.jpeg", "x");
    assertThat(call("Tools", "contents", folder)).isEqualTo(before);
    assertThat(call("Tools", "contents", folder.resolve(".thumbnails"))).isNotEqualTo(before);
    Files.writeString(file, "123456");
    assertThat(call("Tools", "contents", folder)).isNotEqualTo(before);
  }

  /** As {@code bin/pragnanz} checks it: SHA-256 over the tool's jar and the library's. */
  @Test
  void everyBuiltToolHasAFingerprint() throws Exception {
    write("target/tools/record.jar", "ab");
    write("target/tools/lib.jar", "c");
    write("target/tools/commands/record", "record.jar lib.jar\n\n\nRecords.\n");
    write("target/tools/commands/verify", "record.jar lib.jar\n\n\nVerifies.\n");
    assertThat(call("Tools", "fingerprints", folder, false))
        .isEqualTo(Map.of("record", "ba7816bf8f01cfea", "verify", "ba7816bf8f01cfea"));
    assertThat(call("Tools", "fingerprints", folder.resolve("nowhere"), true)).isEqualTo(Map.of());
  }

  @Test
  void theRevisionOfARelease() throws Exception {
    write("CITATION.cff", "version: 1.2.3\ndate-released: \"2026-11-01\"\n");
    assertThat(call("Provenance", "revision", folder))
        .isEqualTo(Map.of("name", "release 1.2.3", "date", "2026-11-01"));
  }

  @Test
  void resultsGoToTheResultsFolder() throws Exception {
    call("ResultsFolder", "claim", Map.of("outdir", "out", "publish_mode", "link"), folder, true);
    assertThat(call("ResultsFolder", "publish", "factors/*"))
        .isEqualTo(Map.of("path", "out", "mode", "link", "pattern", "factors/*", "enabled", true));
  }

  @Test
  void whatAnEarlierRunListedAndThisOneDoesNotIsRemovedWhereItIsAsItWas() throws Exception {
    Path outside = write("outside.csv", "1");
    Path results = write("results/units.csv", "1").getParent();
    Path stale = write("results/factors/mix1-1/W.npy", "1");
    Path edited = write("results/factors/mix1-2/W.npy", "edited");
    Path others = write("results/notes.txt", "1");
    String one = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  ";
    write(
        "results/checksums.sha256",
        one
            + String.join(
                "\n" + one,
                "units.csv",
                "factors/mix1-1/W.npy",
                "factors/mix1-2/W.npy",
                "gone.csv",
                "../outside.csv\n"));
    call("ResultsFolder", "claim", Map.of("outdir", "results"), results, false);
    write("results/checksums.sha256", one + "units.csv\n");

    assertThat(call("ResultsFolder", "dropEarlier")).isEqualTo(1);

    assertThat(stale.getParent()).doesNotExist();
    assertThat(List.of(edited, others, outside, results.resolve("units.csv")))
        .allMatch(Files::exists);
  }

  @Test
  void whatWasNoRunIsNotTheOneToGoOnWith() throws Exception {
    String real = "2026-12-01 03:16:46\t8.5s\tone\tOK\trevision\tsession\tnextflow run .";
    String last = real.replace("one", "two");
    Path history = write("history", real + "\n" + last + "\n");
    call("RunReports", "order", history, "two", true, false);
    assertThat(history).hasContent(real + "\n" + last);
    call("RunReports", "order", history, "two", true, true);
    assertThat(history).hasContent(last + "\n" + real);
    call("RunReports", "order", history, "two", false, false);
    assertThat(history).hasContent(real);
  }

  @Test
  void moreThreadsThanCoresAreRefused() throws Exception {
    Map<String, Object> study = new HashMap<>(Map.of("threads", 64));
    assertThat(call("Machines", "small", study, 8))
        .isEqualTo(
            List.of("--threads 64 is more than the 8 cores of this machine; lower it to 8."));
    study.put("max_cpus", 2);
    assertThat(call("Machines", "small", study, 8)).isEqualTo(List.of());
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  private static Object call(String type, String method, Object... arguments) throws Exception {
    return InvokerHelper.invokeMethod(type(type), method, arguments);
  }

  private static Object invoke(Object object, String method, Object... arguments) {
    return InvokerHelper.invokeMethod(object, method, arguments);
  }

  private static Object parameters(Map<String, Object> given) throws Exception {
    return type("Parameters").getConstructor(Map.class, Path.class).newInstance(given, ROOT);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
