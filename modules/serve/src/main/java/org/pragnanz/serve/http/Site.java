package org.pragnanz.serve.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pragnanz.fault.InputException;
import org.pragnanz.serve.message.Refusal;
import org.pragnanz.survey.SurveyFolder;

/**
 * The page's files. What may be read is listed once, when the server starts, and asked for by exact
 * name: no path that a browser sends ever reaches the file system.
 */
final class Site {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "jpg", "image/jpeg",
          "png", "image/png",
          "svg", "image/svg+xml",
          "woff2", "font/woff2");
  // Of the ways without a server: the first would be the wrong one, the others tell of answers.
  private static final Pattern NOT_SENT =
      Pattern.compile(Pattern.quote(SurveyFolder.CONFIG) + "|" + SurveyFolder.SESSIONS + "/.*");

  private final Map<String, Asset> assets;

  /**
   * A file as it is sent.
   *
   * @param tag its ETag. Of an image it tells only which study it is from: a digest would show
   *     which pictures are equal
   */
  private record Asset(Path file, String type, String tag, String caching) {}

  private Site(Map<String, Asset> assets) {
    this.assets = assets;
  }

  /**
   * @param folder the survey's {@code site}
   * @param study the study's name
   * @throws InputException where there is no page in the folder
   */
  static Site of(Path folder, String study) throws IOException {
    if (!Files.exists(folder.resolve(SurveyFolder.INDEX))) {
      throw new InputException(
          "%s holds no %s; name a folder that survey wrote.".formatted(folder, SurveyFolder.INDEX));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return new Site(
          files
              .filter(Files::isRegularFile)
              .filter(file -> !NOT_SENT.matcher(name(folder, file)).matches())
              .collect(
                  Collectors.toUnmodifiableMap(file -> name(folder, file), asset(folder, study))));
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static Function<Path, Asset> asset(Path folder, String study) {
    return file -> {
      String name = file.getFileName().toString();
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      String type = TYPES.getOrDefault(ending, "application/octet-stream");
      return folder.relativize(file).startsWith(SurveyFolder.IMAGES)
          ? new Asset(file, type, "\"" + study + "\"", "public, max-age=31536000, immutable")
          : new Asset(file, type, "W/\"" + stamp(file) + "\"", "no-cache");
    };
  }

  private static String stamp(Path file) {
    try {
      return Long.toHexString(Files.size(file))
          + "-"
          + Long.toHexString(Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the file that the request's path names. */
  void send(Context request) throws IOException {
    String path = request.path().substring(1);
    Asset asset = assets.get(path.isEmpty() ? SurveyFolder.INDEX : path);
    if (asset == null) {
      throw new Refusal(404, "There is nothing at this address.");
    }
    request.header("Cache-Control", asset.caching()).header("ETag", asset.tag());
    request.contentType(asset.type());
    if (asset.tag().equals(request.header("If-None-Match"))) {
      request.status(304);
    } else {
      request.result(Files.readAllBytes(asset.file()));
    }
  }
}
