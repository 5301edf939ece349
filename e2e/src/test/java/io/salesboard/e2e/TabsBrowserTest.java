package io.salesboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.salesboard.e2e.FakeBoard.Rep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many tabs of one browser on one board: a browser has six connections for a server, and no tab may starve. */
class TabsBrowserTest {
    private static final Duration SECONDS = Duration.ofSeconds(30);

    private static Browser browser;
    private FakeBoard board;

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        board = new FakeBoard(
                new Rep("R1", "Nguyễn Văn An", 300_000_000, 400_000_000),
                new Rep("R2", "Trần Thị Bình", 312_000_000, 300_000_000));
        board.figures.rows("team", new Rep("T1", "Đội 1", 612_000_000, 700_000_000));
    }

    @AfterEach
    void stop() {
        browser.closePages();
        board.close();
    }

    @Test
    void nineTabsAreLiveWithinSecondsOverOneConnection() {
        List<Page> tabs = new ArrayList<>();
        tabs.add(browser.television(board.url("/tv?window=day")));
        for (String path : List.of(
                "/tv?window=week",
                "/tv?window=month",
                "/tv?window=quarter",
                "/tv?scope=team",
                "/tv?lang=en",
                "/tv?window=day&scope=team",
                "/rep/R1",
                "/rep/R1?window=week")) {
            tabs.add(browser.besides(tabs.get(0), board.url(path)));
        }

        for (Page tab : tabs) {
            assertThat(tab.locator(".age.fresh")).isVisible();
        }
        assertThat(tabs.get(0).locator("h1")).containsText("Thứ Hai, 23/11/2026");
        assertThat(tabs.get(3).locator("h1")).containsText("Quý 4/2026");
        assertThat(tabs.get(4).locator(".by-value .name")).hasText("Đội 1");
        await().atMost(SECONDS).until(() -> board.clients() == 1);

        board.change(2, new Rep("R1", "Nguyễn Văn An", 320_000_000, 400_000_000));

        for (Page tab : tabs.subList(0, 7)) {
            assertThat(tab.locator(".hero .total"))
                    .containsText(tab.url().contains("lang=en") ? "₫632,000,000" : "632.000.000 ₫");
        }
        assertThat(tabs.get(7).locator(".ring")).containsText("80,0 %");
        assertThat(board.clients()).isEqualTo(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theOthersGoOnWhenTheFirstTabIsClosed() {
        Page first = browser.television(board.url("/tv"));
        Page second = browser.besides(first, board.url("/tv?window=day"));
        assertThat(second.locator(".age.fresh")).isVisible();

        first.close();
        board.change(2, new Rep("R1", "Nguyễn Văn An", 320_000_000, 400_000_000));

        assertThat(second.locator(".hero")).containsText("632.000.000 ₫");
        assertThat(second.locator(".stale-banner")).hasCount(0);
    }

    @Test
    void aTabThatComesWhileFiguresChangeBeginsWithAWholePicture() throws InterruptedException {
        Page first = browser.television(board.url("/tv"));
        assertThat(first.locator(".age.fresh")).isVisible();
        Thread changes = new Thread(() -> {
            for (int version = 2; !Thread.currentThread().isInterrupted(); version++) {
                board.change(version, new Rep("R1", "Nguyễn Văn An", 300_000_000 + version, 400_000_000));
            }
        });
        changes.start();
        try {
            Page second = browser.besides(first, board.url("/tv?scope=team"));
            second.waitForSelector(".by-value .name");

            assertThat(second.locator(".by-value .name")).hasText("Đội 1");
            assertThat(second.locator("h1")).containsText("Tháng 11/2026");
            assertThat(browser.complaints()).isEmpty();
        } finally {
            changes.interrupt();
            changes.join();
        }
    }

    @Test
    void nobodyListensOnceTheLastTabIsClosed() {
        Page page = browser.television(board.url("/tv"));
        assertThat(page.locator(".age.fresh")).isVisible();

        page.close();

        await().atMost(SECONDS).until(() -> board.clients() == 0);
    }

    @Test
    void aPhoneThatSharesNothingHasOneStreamAPageAndGivesItBackWhileNobodyLooks() {
        Page page = browser.phoneThatSharesNothing(board.url("/rep/R1"));
        assertThat(page.locator(".age.fresh")).isVisible();
        assertThat(board.clients()).isEqualTo(1);

        page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });"
                + " document.dispatchEvent(new Event('visibilitychange'))");
        await().atMost(SECONDS).until(() -> board.clients() == 0);

        page.evaluate("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))");
        await().atMost(SECONDS).until(() -> board.clients() == 1);
        assertThat(page.locator(".age.fresh")).isVisible();
    }

    @Test
    void saysKindlyThatARepIsNoMoreWhileThePageIsOpen() {
        Page page = browser.phone(board.url("/rep/R1"));
        assertThat(page.locator(".age.fresh")).isVisible();

        board.figures.forgetTheRep();
        board.change(2, new Rep("R2", "Trần Thị Bình", 1, 2));

        assertThat(page.locator("h1")).hasText("Không có doanh số nào ở đây cho bạn");
    }
}
