package nextflow;

import java.nio.file.Path;
import java.util.Map;

/** What lib/*.groovy calls of Nextflow's own class of this name, for files of this machine. */
public final class Nextflow {
  private Nextflow() {}

  /** The file that a name stands for. */
  public static Path file(Object name) {
    return Path.of(name.toString());
  }

  /** The same, with options. */
  public static Path file(Map<?, ?> options, Object name) {
    return file(name);
  }
}
