package org.pragnanz.serve.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pragnanz.testing.Patience;
import org.pragnanz.testing.Ports;

/**
 * A PostgreSQL of Debian's packages in a temporary folder. It refuses to run as root; then it runs
 * as the user that the package made, or as nobody.
 */
public final class PostgreSql implements AutoCloseable {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

  private final Path bin;
  private final Path folder;
  private final int port;

  private PostgreSql(Path bin, Path folder, int port) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
  }

  /** Where the newest installed version has its programs. */
  public static Optional<Path> installed() {
    if (!Files.isDirectory(PACKAGES)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PACKAGES)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Starts one. */
  public static PostgreSql start(Path bin) throws IOException {
    // Not a folder of JUnit's: nobody could not enter it.
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "pragnanz-pg");
    PostgreSql server = new PostgreSql(bin, folder, Ports.free());
    if (isRoot()) {
      run(List.of("chown", user(), folder.toString()));
    }
    server.initialize();
    server.begin();
    return server;
  }

  /** For {@code --database}. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=pragnanz";
  }

  private void initialize() throws IOException {
    String data = folder.resolve("data").toString();
    run(as(bin.resolve("initdb") + "", "-D", data, "-U", "pragnanz", "-A", "trust", "-E", "UTF8"));
  }

  private void begin() throws IOException {
    String options = "-p %d -c listen_addresses=127.0.0.1 -k %s".formatted(port, folder);
    String log = folder.resolve("log").toString();
    run(
        as(
            bin.resolve("pg_ctl") + "",
            "-D",
            folder.resolve("data") + "",
            "-l",
            log,
            "-w",
            "-o",
            options,
            "start"));
  }

  @Override
  public void close() throws IOException {
    run(as(bin.resolve("pg_ctl") + "", "-D", folder.resolve("data") + "", "-m", "fast", "stop"));
    run(List.of("rm", "-r", folder.toString()));
  }

  private static List<String> as(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=" + user(), "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static String user() {
    try {
      return Files.readString(Path.of("/etc/passwd")).contains("\npostgres:")
          ? "postgres"
          : "nobody";
    } catch (IOException e) {
      return "nobody";
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (Patience.await(process, Duration.ofMinutes(1), command.get(0)) != 0) {
      throw new IOException(command + " failed");
    }
  }
}
