package io.salesboard.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of the operating system, to look at pages as people do.
 *
 * <p>{@code try (Browser browser = Browser.open()) { Page page = browser.television(url); ... }}. Whatever a page
 * complains about on its console is kept in {@link #complaints()}.
 */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final com.microsoft.playwright.Browser.NewContextOptions PHONE =
            new com.microsoft.playwright.Browser.NewContextOptions()
                    .setViewportSize(390, 844)
                    .setDeviceScaleFactor(2)
                    .setHasTouch(true)
                    .setIsMobile(true);
    /** How long a page may take to show what is expected of it; machines that build something else meanwhile are slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final System.Logger LOG = System.getLogger(Browser.class.getName());

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /** Starts Chromium. Where there is none the calling test is skipped and says so; under CI=true it fails. */
    public static Browser open() {
        if (!Files.isExecutable(CHROMIUM)) {
            String missing =
                    "browser tests need " + CHROMIUM + ", which is not here; get it with: apt-get install chromium";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing);
            }
            LOG.log(System.Logger.Level.WARNING, "SKIPPED: " + missing);
            Assumptions.abort(missing);
        }
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                // Chromium's own sandbox does not start as root, which is who runs in containers; and a
                                // graphics card that is imitated costs more than it brings.
                                .setArgs(List.of("--no-sandbox", "--disable-gpu"))));
    }

    /** Opens an address on a screen of 1920 × 1080. */
    public Page television(String url) {
        return open(url, new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1920, 1080));
    }

    /** Opens an address on a phone of 390 × 844. */
    public Page phone(String url) {
        return open(url, PHONE);
    }

    /** Opens an address on such a phone whose browser knows no shared workers, as Android's does not. */
    public Page phoneThatSharesNothing(String url) {
        BrowserContext context = chromium.newContext(PHONE);
        context.addInitScript("delete globalThis.SharedWorker");
        return open(url, context);
    }

    /** Opens an address in one more tab of the browser that shows {@code page}. */
    public Page besides(Page page, String url) {
        return open(url, page.context());
    }

    /** Opens an address on a machine whose own clock is set to {@code zone}. */
    public Page in(String zone, String url) {
        return open(url, new com.microsoft.playwright.Browser.NewContextOptions().setTimezoneId(zone));
    }

    /** Closes all pages and forgets their complaints. */
    public void closePages() {
        List.copyOf(chromium.contexts()).forEach(BrowserContext::close);
        complaints.clear();
    }

    /** What the pages opened so far have complained about: errors, warnings, refused by policy. */
    public List<String> complaints() {
        return Collections.unmodifiableList(complaints);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    private Page open(String url, com.microsoft.playwright.Browser.NewContextOptions options) {
        return open(url, chromium.newContext(options));
    }

    private Page open(String url, BrowserContext context) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(url);
        return page;
    }
}
