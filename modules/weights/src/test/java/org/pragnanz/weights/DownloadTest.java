package org.pragnanz.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.fault.InputException;

class DownloadTest {
  private static final int NOT_FOUND = 404;

  private final byte[] content = new byte[300_000];
  private final List<String> ranges = new ArrayList<>();
  private HttpServer server;
  private String name;

  /** How many bytes the server sends before it breaks the connection. */
  private int breaksAfter = Integer.MAX_VALUE;

  @TempDir Path cache;

  @BeforeEach
  void serve() throws Exception {
    new Random(1).nextBytes(content);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    name = "net-" + digest.substring(0, 8) + ".pth";
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(String.valueOf(range));
      if (!exchange.getRequestURI().getPath().equals("/" + name)) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
        return;
      }
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
      if (from >= content.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
      int n = Math.min(content.length - from, breaksAfter);
      exchange.getResponseBody().write(content, from, n);
    }
  }

  private Download download() {
    return new Download(
        URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort())), cache);
  }

  @Test
  void fetchesOnceAndThenUsesTheCache() throws IOException {
    assertThat(download().fetch(name)).hasBinaryContent(content);
    assertThat(download().fetch(name)).hasBinaryContent(content);
    assertThat(ranges).hasSize(1);
    assertThat(cache.resolve(name + ".part")).doesNotExist();
  }

  @Test
  void goesOnWhereABrokenDownloadStopped() throws IOException {
    breaksAfter = 100_000;
    assertThatThrownBy(() -> download().fetch(name))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("put it at " + cache.resolve(name));
    assertThat(cache.resolve(name)).doesNotExist();
    long have = Files.size(cache.resolve(name + ".part"));
    assertThat(have).isBetween(1L, 100_000L);

    breaksAfter = Integer.MAX_VALUE;
    assertThat(download().fetch(name)).hasBinaryContent(content);
    assertThat(ranges).containsExactly("null", "bytes=" + have + "-");
  }

  @Test
  void deletesAFileWithAnotherHash() {
    content[7]++;
    assertThatThrownBy(() -> download().fetch(name))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("SHA-256");
    assertThat(cache.resolve(name)).doesNotExist();
    assertThat(cache.resolve(name + ".part")).doesNotExist();
  }

  @Test
  void beginsAgainWhenThePartIsLongerThanTheFile() throws IOException {
    Files.write(cache.resolve(name + ".part"), Arrays.copyOf(content, content.length + 5));
    assertThat(download().fetch(name)).hasBinaryContent(content);
    assertThat(ranges).hasSize(2);
  }

  @Test
  void saysWhatToFetchAndWhereToPutItWhenTheServerHasNoSuchFile() {
    assertThatThrownBy(() -> download().fetch("other-01234567.pth"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the server answers 404")
        .hasMessageContaining("put it at " + cache.resolve("other-01234567.pth"));
    assertThat(cache.resolve("other-01234567.pth.part")).doesNotExist();
  }

  @Test
  void saysWhatToFetchWhenThereIsNoNetwork() {
    Download nowhere = new Download(URI.create("http://pragnanz.invalid/"), cache);
    assertThatThrownBy(() -> nowhere.fetch(name))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("http://pragnanz.invalid/" + name)
        .hasMessageContaining("put it at " + cache.resolve(name));
  }

  @Test
  void refusesACachedFileThatIsNotWhatItsNameSays() throws IOException {
    Files.write(cache.resolve(name), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> download().fetch(name))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("delete it");
    assertThat(ranges).isEmpty();
  }
}
