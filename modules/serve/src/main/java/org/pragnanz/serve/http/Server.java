package org.pragnanz.serve.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.pragnanz.fault.UsageException;
import org.pragnanz.serve.console.Console;
import org.pragnanz.serve.message.Answer;
import org.pragnanz.serve.message.Arrival;
import org.pragnanz.serve.message.Consent;
import org.pragnanz.serve.message.Json;
import org.pragnanz.serve.message.Refusal;
import org.pragnanz.serve.store.Answers;
import org.pragnanz.serve.store.Database;
import org.pragnanz.serve.store.Sessions;
import org.pragnanz.serve.store.Sessions.Opened;
import org.pragnanz.serve.store.Sessions.Session;
import org.pragnanz.survey.BrowserPlan;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyFolder;
import org.pragnanz.survey.SurveyTrial;

/** The participants' server: the page, its images, and what the browser sends. */
public final class Server implements AutoCloseable {
  private static final int THREADS = 500;
  private static final int STOP_TIMEOUT = 10_000;

  private final Options options;
  private final Study study;
  private final Map<String, SurveyTrial> trials;
  private final Sessions sessions;
  private final Answers answers;
  private final Clients clients;
  private final Console console;
  private final Site site;
  private final Journal journal = new Journal(System.err);
  private final Javalin javalin;

  private Server(Options options, Path folder, Study study, Database database, Clock clock)
      throws IOException {
    this.options = options;
    this.study = study;
    this.trials = study.byKey();
    this.sessions = new Sessions(database, study, clock, options.patience());
    this.answers = new Answers(database, study, clock);
    this.clients = new Clients(options, clock);
    this.console = new Console(database, study, clock, options.patience(), options.token());
    this.site = Site.of(SurveyFolder.site(folder), study.study());
    this.javalin = Javalin.create(this::configure);
  }

  /**
   * Starts to listen; port 0 takes a free one.
   *
   * @throws UsageException where the address cannot be listened on
   */
  public static Server start(
      Options options, Path folder, Study study, Database database, Clock clock)
      throws IOException {
    Server server = new Server(options, folder, study, database, clock);
    try {
      server.javalin.start(options.host(), options.port());
    } catch (JavalinException e) {
      throw new UsageException(
          "Nothing can listen on %s, port %d (in use, or not allowed); name another --host or --port."
              .formatted(options.host(), options.port()));
    }
    return server;
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Answers what was begun, takes nothing new. */
  @Override
  public void close() {
    javalin.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    // A request waits for its commit, and Jetty cuts connections off when threads run low.
    config.jetty.threadPool = new QueuedThreadPool(THREADS);
    config.jetty.modifyHttpConfiguration(Server::harden);
    config.jetty.modifyServer(
        server -> {
          // A body that trickles in holds no thread until it is whole.
          server.insertHandler(
              new EagerContentHandler(
                  new RetainedContentLoaderFactory(RequestBody.LARGEST + 1L, 0, false)));
          // What was begun is answered before the server stops.
          server.insertHandler(new GracefulHandler());
          server.setStopTimeout(STOP_TIMEOUT);
          server.setErrorHandler(new ShortErrors());
        });
    routes(config.routes);
  }

  private static void harden(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.addCustomizer(new SecurityHeaders());
    http.setIdleTimeout(30_000);
    http.setRequestHeaderSize(8192);
  }

  private void routes(RoutesConfig routes) {
    routes.before(clients::count);
    routes.get("/" + SurveyFolder.CONFIG, this::config);
    routes.post("/api/sessions", this::open);
    routes.get("/api/sessions/{id}", ctx -> sendPlan(ctx, sessions.find(ctx.pathParam("id"))));
    routes.post(
        "/api/sessions/{id}/consent",
        ctx -> {
          sessions.consent(ctx.pathParam("id"), RequestBody.read(ctx, Consent.class));
          ctx.status(204);
        });
    routes.post(
        "/api/sessions/{id}/answers",
        ctx -> send(ctx, answers.add(ctx.pathParam("id"), RequestBody.read(ctx, Answer.class))));
    routes.post("/api/sessions/{id}/finish", this::finish);
    console.routes(routes);
    routes.get("/*", site::send);
    routes.head("/*", site::send);
    routes.exception(Refusal.class, this::refuse);
    // The client is gone.
    routes.exception(EofException.class, (gone, ctx) -> {});
    routes.exception(
        Exception.class,
        (fault, ctx) -> {
          journal.fault(fault);
          refuse(Refusal.busy(), ctx);
        });
  }

  private void config(Context ctx) {
    ctx.contentType("text/javascript; charset=utf-8").header("Cache-Control", "no-store");
    ctx.result(study.config(Study.Mode.SERVER));
  }

  private void open(Context ctx) throws IOException, SQLException {
    Arrival arrival = RequestBody.read(ctx, Arrival.class);
    clients.countArrival(ctx);
    Opened opened = sessions.open(arrival);
    ctx.status(opened.isNew() ? 201 : 200);
    sendPlan(ctx, opened.session());
  }

  private void sendPlan(Context ctx, Session session) {
    ObjectNode plan =
        Json.MAPPER.valueToTree(
            BrowserPlan.of(
                study.plan(session.plan()),
                trials,
                session.id(),
                session.language(),
                session.answered()));
    send(ctx, plan.put("state", session.state().label()));
  }

  private void finish(Context ctx) throws SQLException {
    Session session = sessions.find(ctx.pathParam("id"));
    CompletionCode code = options.completionCodes().get(session.state());
    if (code == null) {
      throw new Refusal(
          409, "The session is not complete; trial %d is due.".formatted(session.answered()));
    }
    send(ctx, code);
  }

  private static void send(Context ctx, Object value) {
    ctx.contentType("application/json").header("Cache-Control", "no-store");
    ctx.result(Json.text(value));
  }

  private void refuse(Refusal refusal, Context ctx) {
    journal.refusal(refusal, ctx);
    refusal.retryAfter().ifPresent(s -> ctx.header("Retry-After", String.valueOf(s)));
    ctx.status(refusal.status());
    send(ctx, Map.of("error", refusal.getMessage()));
  }
}
