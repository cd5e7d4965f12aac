package nextflow;

import java.util.HashMap;
import java.util.Map;

/** What lib/*.groovy reads of Nextflow's own class of this name. */
public final class Global {
  private static final Session SESSION = new Session(new HashMap<>(), new HashMap<>());

  private Global() {}

  /** The run. */
  public static Session getSession() {
    return SESSION;
  }

  /**
   * A run.
   *
   * @param config what profiles say
   * @param params what was given
   */
  public record Session(Map<String, Object> config, Map<String, Object> params) {
    /** Whether tasks make stubs of their results. */
    public boolean isStubRun() {
      return false;
    }
  }
}
