package org.pragnanz.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.pragnanz.testing.Patience;

/**
 * The browser that Debian packages, driven by Playwright, for the tests of a class; without it they
 * are skipped.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
  private static final double TIMEOUT = Patience.inAdvance(Duration.ofSeconds(30)).toMillis();

  private final List<BrowserContext> open = new ArrayList<>();
  private Playwright playwright;
  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext tests) {
    assumeTrue(
        Files.isExecutable(EXECUTABLE), EXECUTABLE + " is missing: apt-get install chromium");
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(EXECUTABLE)
                    .setTimeout(TIMEOUT)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  }

  /** Somebody's browser, as if it were newly installed; it is closed after the test. */
  BrowserContext open(NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(TIMEOUT);
    open.add(context);
    return context;
  }

  /** The same on a computer with a usual screen. */
  BrowserContext open() {
    return open(new NewContextOptions().setViewportSize(1280, 800));
  }

  @Override
  public void afterEach(ExtensionContext test) {
    open.forEach(BrowserContext::close);
    open.clear();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    if (playwright != null) {
      playwright.close();
    }
  }
}
