package io.salesboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.salesboard.e2e.FakeBoard.Rep;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pages show and when they turn grey, in a real browser, with figures dictated by the test. */
class PagesBrowserTest {
    private static final Rep AN = new Rep("R1", "Nguyễn Văn An", 300_000_000, 400_000_000);
    private static final Rep BINH = new Rep("R2", "Trần Thị Bình", 312_000_000, 300_000_000);
    private static final Rep CUONG = new Rep("R3", "Lê Hữu Cường", 90_000_000, 100_000_000);

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
        board = new FakeBoard(AN, BINH, CUONG);
    }

    @AfterEach
    void stop() {
        board.close();
    }

    @Test
    void ranksRepsByRevenueAndByShareOfQuotaSideBySide() {
        Page page = browser.television(board.url("/tv"));

        assertThat(names(page, "by-value")).hasText(new String[] {"Trần Thị Bình", "Nguyễn Văn An", "Lê Hữu Cường"});
        assertThat(names(page, "by-quota")).hasText(new String[] {"Trần Thị Bình", "Lê Hữu Cường", "Nguyễn Văn An"});
        assertThat(page.locator(".by-value .value")).hasText(new String[] {"312,0", "300,0", "90,0"});
        assertThat(page.locator(".by-quota .value")).hasText(new String[] {"104,0 %", "90,0 %", "75,0 %"});
        assertThat(page.locator(".hero")).containsText("702.000.000 ₫");
        assertThat(page.locator(".hero")).containsText("Nhanh hơn tiến độ 302 triệu");
        assertThat(page.locator(".clock time")).hasText("10:05");
        assertThat(page.locator(".by-value footer")).hasText("Văn An còn 12 triệu nữa vượt Thị Bình");
    }

    @Test
    void moreRevenueMovesARepUpAndTheTotalWithIt() {
        Page page = browser.television(board.url("/tv"));
        assertThat(names(page, "by-value").first()).hasText("Trần Thị Bình");

        board.change(2, new Rep("R1", AN.name(), 320_000_000, AN.quota()));

        assertThat(names(page, "by-value").first()).hasText("Nguyễn Văn An");
        assertThat(page.locator(".hero")).containsText("722.000.000 ₫");
    }

    @Test
    void keepsTheNewerFigureWhenAnOlderOneComesLate() {
        Page page = browser.television(board.url("/tv"));
        assertThat(names(page, "by-value")).hasCount(3);

        board.change(9, new Rep("R1", AN.name(), 320_000_000, AN.quota()));
        board.change(8, new Rep("R1", AN.name(), 10_000_000, AN.quota()));
        board.change(10, new Rep("R3", CUONG.name(), 95_000_000, CUONG.quota()));

        assertThat(page.locator(".by-value .value")).hasText(new String[] {"320,0", "312,0", "95,0"});
    }

    @Test
    void turnsGreyAndSaysHowOldWhenASourceFallsBehindAndBackWhenItCatchesUp() {
        Page page = browser.television(board.url("/tv"));
        assertThat(page.locator(".age")).hasText("Trực tiếp· 0,1 giây");

        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            board.health(7.4);
            return page.locator(".stale-banner").isVisible();
        });
        assertThat(page.locator(".stale-banner strong")).hasText("DỮ LIỆU CŨ 7 giây");
        assertThat(page.locator(".stale-banner span")).containsText("Nguồn pos ngừng gửi");
        assertThat(page.locator(".tv")).hasClass(Pattern.compile("is-stale"));

        board.health(0.2);
        assertThat(page.locator(".stale-banner")).hasCount(0);
    }

    @Test
    void turnsGreyWhenTheServerFallsSilentAndComesBackByItself() {
        Page page = browser.television(board.url("/tv"));
        assertThat(page.locator(".age")).containsText("Trực tiếp");

        board.goAway();
        assertThat(page.locator(".stale-banner")).containsText("DỮ LIỆU CŨ", within(8));
        assertThat(page.locator(".stale-banner")).containsText("Mất kết nối");

        board.comeBack();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            page.waitForTimeout(100);
            return board.clients() == 2;
        });
        assertThat(page.locator(".stale-banner")).hasCount(0);
    }

    @Test
    void writesNamesFromTheDatabaseAsText() throws IOException {
        String name = "<img src=x onerror=alert(1)>";
        try (FakeBoard odd = new FakeBoard(new Rep("R1", name, 1_000_000, 2_000_000))) {
            assertThat(names(browser.television(odd.url("/tv")), "by-value")).hasAttribute("title", name);
            Page own = browser.phone(odd.url("/rep/" + FakeBoard.LINK));
            assertThat(own.locator("h1")).hasText(name);
            assertThat(own.locator("img")).hasCount(0);
        }
    }

    @Test
    void showsTheRepWhatIsMissingAndWhomToPassNext() {
        Page page = browser.phone(board.url("/rep/" + FakeBoard.LINK));

        assertThat(page.locator("h1")).hasText("Nguyễn Văn An");
        assertThat(page.locator(".ring")).containsText("75,0 %");
        assertThat(page.locator(".standing")).hasText("Nhanh hơn tiến độ 100 triệu");
        assertThat(page.locator(".cards").first()).containsText("Còn thiếu100 triệu");
        assertThat(page.locator(".rank")).containsText("Còn 12 triệu nữa vượt Trần Thị Bình");
        assertThat(page.locator(".rank")).containsText("Tăng 1 hạng từ đầu ngày");
        assertThat(page.locator(".window-name")).hasText("Tháng 11/2026");

        page.locator("[role=tab]").first().click();
        assertThat(page.locator(".window-name")).hasText("Thứ Hai, 23/11/2026");
    }

    @Test
    void tellsAnUnknownLinkKindlyWhatToDo() {
        Page page = browser.phone(board.url("/rep/somebody-else"));

        assertThat(page.locator("h1")).hasText("Liên kết này không mở được trang nào");
        assertThat(page.locator("main")).containsText("Hãy xin quản lý gửi lại");
    }

    @Test
    void speaksEnglishWhenAsked() {
        Page page = browser.television(board.url("/tv?lang=en"));

        assertThat(page.locator(".hero")).containsText("302 m ahead of pace");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void asksForNothingThePolicyRefuses() throws IOException {
        try (Browser fresh = Browser.open()) {
            assertThat(names(fresh.television(board.url("/tv")), "by-value")).hasCount(3);
            assertThat(fresh.phone(board.url("/rep/" + FakeBoard.LINK)).locator("h1"))
                    .isVisible();
            assertThat(fresh.complaints()).isEqualTo(List.of());
        }
    }

    private static Locator names(Page page, String list) {
        return page.locator("." + list + " .name");
    }

    private static LocatorAssertions.ContainsTextOptions within(int seconds) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(seconds * 1000d);
    }
}
