package org.pragnanz.serve.console;

import java.util.IntSummaryStatistics;
import java.util.Locale;
import java.util.Map;
import org.pragnanz.serve.console.Overview.Share;
import org.pragnanz.serve.console.Overview.Stage;
import org.pragnanz.survey.Study;
import org.pragnanz.trial.Kind;

/** The experimenter's page as HTML: tables and two forms, no script. */
final class ConsolePage {
  private static final Map<Stage, String> STAGES =
      Map.of(
          Stage.ACTIVE, "taking part now",
          Stage.COMPLETE, "complete",
          Stage.FAILED, "failed the practice",
          Stage.REFUSED, "did not consent",
          Stage.ABANDONED, "abandoned");

  private final StringBuilder html = new StringBuilder();

  private ConsolePage(String title) {
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>%1$s</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/experimenter/style.css">
        </head>
        <body>
        <main>
        <h1>%1$s</h1>
        """
            .formatted(escaped(title)));
  }

  /** The form that asks for the token. */
  static String login(boolean wrong) {
    ConsolePage page = new ConsolePage("For the experimenter");
    if (wrong) {
      page.html.append("<p role=\"alert\" class=\"wrong\">This is not the token.</p>\n");
    }
    page.html.append(
        """
        <form method="post" action="/experimenter/login">
        <p><label>Token, as the server printed it or was given it<br>
        <input type="password" name="token" autocomplete="current-password" required autofocus></label></p>
        <p><button>Open</button></p>
        </form>
        """);
    return page.end();
  }

  static String of(Study study, Overview overview) {
    ConsolePage page = new ConsolePage(study.experiment() + ", " + study.model());
    page.recruitment(overview);
    page.balance(overview);
    page.lost(study, overview);
    page.accuracy(overview);
    page.actions(overview);
    return page.end();
  }

  private void recruitment(Overview overview) {
    int all = overview.counts().values().stream().mapToInt(n -> n).sum();
    html.append("<p class=\"state\">")
        .append(overview.closed() ? "Closed to newcomers." : "Open to newcomers.")
        .append("</p>\n<h2>Recruitment</h2>\n");
    table("session", "number", "share");
    for (Stage stage : Stage.values()) {
      int count = overview.counts().getOrDefault(stage, 0);
      row(STAGES.get(stage), String.valueOf(count), percent(new Share(count, all)));
    }
    row("all", String.valueOf(all), "");
    endTable();
  }

  private void balance(Overview overview) {
    html.append(
        "<h2>Balance</h2>\n<p>How often each unit, and each of its trials, is shown by the sessions"
            + " that are complete or going on.</p>\n");
    table("basis", "sessions", "each unit", "each trial");
    overview
        .balance()
        .forEach(
            (basis, balance) ->
                row(
                    basis,
                    String.valueOf(balance.sessions()),
                    range(balance.units()),
                    range(balance.trials())));
    endTable();
  }

  private void lost(Study study, Overview overview) {
    html.append("<h2>Drop-out</h2>\n");
    if (overview.lost().isEmpty()) {
      html.append("<p>Nobody has dropped out.</p>\n");
      return;
    }
    html.append("<p>How far those came who failed, did not consent or stayed away.</p>\n");
    int practice = study.settings().practice();
    table("answered", "sessions");
    overview
        .lost()
        .forEach(
            (answered, sessions) ->
                row(
                    answered <= practice
                        ? "%d of %d practice trials".formatted(answered, practice)
                        : "%d of %d main trials"
                            .formatted(answered - practice, study.settings().main()),
                    String.valueOf(sessions)));
    endTable();
  }

  private void accuracy(Overview overview) {
    html.append("<h2>Accuracy</h2>\n");
    table("trials", "answers", "right");
    for (Kind kind : Kind.values()) {
      share(kind.label(), overview.accuracy().getOrDefault(kind, new Share(0, 0)));
    }
    overview.accuracyByBasis().forEach((basis, share) -> share("main, " + basis, share));
    endTable();
    if (overview.accuracyByBasis().isEmpty()) {
      html.append(
          "<p class=\"note\">By basis it is shown when the study is closed and nobody takes part any"
              + " more.</p>\n");
    }
  }

  private void share(String name, Share share) {
    row(name, String.valueOf(share.all()), percent(share));
  }

  private void actions(Overview overview) {
    html.append(
        """
        <h2>Data</h2>
        <p><a class="button" href="/experimenter/export.zip">Download the answers</a></p>
        <p class="note">Without the participants' ids at the recruiting site.</p>
        """);
    if (!overview.closed()) {
      html.append(
          """
          <h2>Close the study</h2>
          <form method="post" action="/experimenter/close">
          <p><label><input type="checkbox" name="sure" value="yes" required>
          Take no more participants. Who has begun may finish. This cannot be undone.</label></p>
          <p><button>Close</button></p>
          </form>
          """);
    }
  }

  private String end() {
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private void table(String... columns) {
    html.append("<table>\n<thead><tr>");
    for (String column : columns) {
      html.append("<th scope=\"col\">").append(column).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
  }

  private void row(String name, String... cells) {
    html.append("<tr><th scope=\"row\">").append(escaped(name)).append("</th>");
    for (String cell : cells) {
      html.append("<td>").append(cell).append("</td>");
    }
    html.append("</tr>\n");
  }

  private void endTable() {
    html.append("</tbody>\n</table>\n");
  }

  private static String range(IntSummaryStatistics times) {
    return times.getMin() == times.getMax()
        ? String.valueOf(times.getMax())
        : "%d to %d".formatted(times.getMin(), times.getMax());
  }

  private static String percent(Share share) {
    return share.all() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * share.right() / share.all());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
