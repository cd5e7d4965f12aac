package org.pragnanz.serve.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.pragnanz.serve.export.Export;
import org.pragnanz.serve.message.Refusal;
import org.pragnanz.serve.store.Database;
import org.pragnanz.serve.store.StudyRow;
import org.pragnanz.survey.Study;

/** The experimenter's page: how the study goes, closing it, and its answers. */
public final class Console {
  private static final int LARGEST_FORM = 1000;

  private final Database database;
  private final Study study;
  private final Clock clock;
  private final Duration patience;
  private final Access access;

  /**
   * @param patience without an answer for longer, a session counts as abandoned
   * @param token that opens the page
   */
  public Console(Database database, Study study, Clock clock, Duration patience, String token) {
    this.database = database;
    this.study = study;
    this.clock = clock;
    this.patience = patience;
    this.access = new Access(token);
  }

  /** A token that nobody can guess. */
  public static String newToken() {
    return Access.random();
  }

  /** Adds the page's addresses. */
  public void routes(RoutesConfig routes) {
    routes.get("/experimenter", this::show);
    routes.get("/experimenter/style.css", Console::style);
    routes.post("/experimenter/login", this::login);
    routes.post("/experimenter/close", this::close);
    routes.get("/experimenter/export.zip", this::export);
  }

  private void show(Context request) throws SQLException {
    if (access.isGranted(request)) {
      long activeSince = clock.millis() - patience.toMillis();
      html(
          request,
          ConsolePage.of(
              study, database.read(connection -> Overview.of(connection, study, activeSince))));
    } else {
      html(request.status(401), ConsolePage.login(false));
    }
  }

  private void login(Context request) throws IOException {
    checkOrigin(request);
    if (access.isToken(form(request, "token"))) {
      access.grant(request, "https".equals(request.header("X-Forwarded-Proto")));
      see(request);
    } else {
      html(request.status(401), ConsolePage.login(true));
    }
  }

  private void close(Context request) throws IOException, SQLException {
    check(request);
    checkOrigin(request);
    if (!form(request, "sure").equals("yes")) {
      throw Refusal.malformed("The study is closed only by who ticks the box.");
    }
    StudyRow.close(database, clock.millis());
    see(request);
  }

  private void export(Context request) throws IOException {
    check(request);
    request.contentType("application/zip").header("Cache-Control", "no-store");
    request.header(
        "Content-Disposition", "attachment; filename=\"" + study.study() + "-answers.zip\"");
    request.result(Export.of(database).zipped());
  }

  private void check(Context request) {
    if (!access.isGranted(request)) {
      throw new Refusal(401, "The experimenter's token is missing or wrong.");
    }
  }

  /** A form of another site is not ours, whatever cookie the browser sends with it. */
  private static void checkOrigin(Context request) {
    String site = request.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin")) {
      throw new Refusal(403, "The form was sent from another site.");
    }
  }

  private static String form(Context request, String field) throws IOException {
    if (request.req().getContentLengthLong() > LARGEST_FORM || !request.isFormUrlencoded()) {
      throw Refusal.malformed("This is not the form of this page.");
    }
    String value = request.formParam(field);
    return value == null ? "" : value;
  }

  private static void see(Context request) {
    request.status(303).header("Location", "/experimenter").header("Cache-Control", "no-store");
  }

  private static void html(Context request, String text) {
    request.contentType("text/html; charset=utf-8").header("Cache-Control", "no-store");
    request.result(text);
  }

  private static void style(Context request) throws IOException {
    try (InputStream in = Console.class.getResourceAsStream("console.css")) {
      request.contentType("text/css; charset=utf-8").header("Cache-Control", "no-cache");
      request.result(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
