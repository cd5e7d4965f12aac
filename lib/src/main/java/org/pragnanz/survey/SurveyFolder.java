package org.pragnanz.survey;

import java.nio.file.Path;

/**
 * Where things are in the folder that {@code survey} writes: {@code study.json} ({@link Study}),
 * {@code survey.jzip} and the page's folder, {@code site}.
 */
public final class SurveyFolder {
  /** The page itself, in the page's folder. */
  public static final String INDEX = "index.html";

  /** What the page must know before a session starts, in the page's folder. */
  public static final String CONFIG = "config.js";

  /** The folder of pictures in the page's folder. */
  public static final String IMAGES = "images";

  /** The folder of sessions for a page without a server, in the page's folder. */
  public static final String SESSIONS = "sessions";

  private SurveyFolder() {}

  /** The page's folder. */
  public static Path site(Path folder) {
    return folder.resolve("site");
  }

  /** The archive for JATOS. */
  public static Path archive(Path folder) {
    return folder.resolve("survey.jzip");
  }

  /** A picture's path, relative to the page. */
  public static String image(String name) {
    return IMAGES + "/" + name + ".jpg";
  }
}
