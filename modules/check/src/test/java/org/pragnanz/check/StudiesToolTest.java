package org.pragnanz.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.testing.ToolRun;

class StudiesToolTest {
  @TempDir Path folder;

  @Test
  void aRowIsALineOfParameters() throws Exception {
    Path table = write("study,k,images,seed\nfew,5,/data/a b,\nmany,,\"/data/it's\",7\n");
    assertThat(StudiesTool.lines(table))
        .containsExactly(
            "'--experiment=few' '--outdir=results/few' '--k=5' '--images=/data/a b'",
            "'--experiment=many' '--outdir=results/many' '--images=/data/it'\\''s' '--seed=7'");
  }

  @Test
  void aNameThatIsNoneOrStandsTwiceIsRefused() throws Exception {
    assertThat(run("study,k\na,5\na,6\n").said()).contains("'a' is in the table twice");
    assertThat(run("study,k\na/b,5\n").said()).contains("'a/b' is no name of letters");
    assertThat(run("k\n5\n").said()).contains("study");
    assertThat(run("study,k\n").said()).contains("holds no study.");
  }

  private ToolRun run(String table) throws IOException {
    return ToolRun.of(List.of("studies", "--table", write(table).toString()));
  }

  private Path write(String table) throws IOException {
    return Files.writeString(folder.resolve("studies.csv"), table);
  }
}
