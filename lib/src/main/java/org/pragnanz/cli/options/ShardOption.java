package org.pragnanz.cli.options;

import java.util.List;
import org.pragnanz.cli.Running;
import picocli.CommandLine.Option;

/** {@code --shard}: which piece of the work is done. */
public final class ShardOption implements Running {
  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = "1/1",
      converter = Shard.Parser.class,
      description = "Do every N-th item (unit or image) of the work, from the I-th on")
  Shard shard;

  /** This piece of a sorted list. */
  public <T> List<T> of(List<T> items) {
    return shard.of(items);
  }

  /** The piece itself. */
  public Shard value() {
    return shard;
  }
}
