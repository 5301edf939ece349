package io.salesboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.salesboard.e2e.FakeBoard.Rep;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pages show in a real browser, with figures dictated by the test. */
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
        browser.closePages();
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
    void beginsTheTickerWithWhatTheBoardSaysAndDatesWhatIsNotOfToday() {
        board.figures
                .deal("Nguyễn Văn An", "2026-11-23T03:04:00Z", 1_500_000)
                .deal("Nguyễn Văn An", "2026-11-22T16:59:00Z", 2_500_000)
                .deal("Nguyễn Văn An", "2025-12-31T03:00:00Z", 3_500_000);

        Locator times = browser.television(board.url("/tv")).locator(".deal time");

        assertThat(times.nth(0).locator("span")).hasText(new String[] {"10:04"});
        assertThat(times.nth(1).locator("span")).hasText(new String[] {"22/11", "23:59"});
        assertThat(times.nth(2).locator("span")).hasText(new String[] {"31/12", "2025"});
        assertThat(browser.phone(board.url("/rep/R1")).locator(".deal .label")).hasText(new String[] {
            "10:04 · Cửa hàng 1", "22/11 23:59 · Cửa hàng 1", "31/12 2025 · Cửa hàng 1",
        });
    }

    @Test
    void tellsTheTimeOfAZoneWhoseSummerTimeEndedWithinTheWindow() {
        // 01:30 UTC is half past two in Berlin for the second time that night; the quarter began two hours ahead of
        // UTC.
        board.figures.in("Europe/Berlin", "2026-10-25T01:30:00Z").deal("An", "2026-10-25T00:30:00Z", 1_000_000);
        Page page = browser.television(board.url("/tv?window=quarter"));
        assertThat(page.locator(".clock")).hasText("Chủ nhật, 25/10/202602:30");
        assertThat(page.locator(".top h1")).containsText("Quý 4/2026");
        assertThat(page.locator(".deal time")).hasText("02:30");

        board.figures.in("Europe/Berlin", "2026-12-31T22:59:00Z");
        page.reload();
        assertThat(page.locator(".clock")).hasText("Thứ Năm, 31/12/202623:59");
        assertThat(page.locator(".deal time span")).hasText(new String[] {"25/10", "02:30"});

        board.figures.in("America/New_York", "2026-11-23T03:05:00Z");
        page.reload();
        assertThat(page.locator(".clock")).hasText("Chủ nhật, 22/11/202622:05");
        assertThat(page.locator(".deal time span")).hasText(new String[] {"24/10", "20:30"});
    }

    @Test
    void staysWholeWithHundredsOfRowsInEveryScope() {
        for (String scope : List.of("rep", "store", "channel", "region", "team")) {
            board.figures.rows(scope, many(scope, 600));
        }
        Page page = browser.television(board.url("/tv?window=quarter&scope=store"));

        assertThat(names(page, "by-value")).hasCount(10);
        assertThat(page.locator(".region")).hasCount(5);
        assertThat(names(page, "by-value").first()).hasAttribute("title", "store 599 " + LONG);
        for (String panel : List.of(".by-value", ".by-quota", ".regions", ".latest", ".hero")) {
            assertThat(fits(page, panel)).as(panel + " is inside the screen").isEqualTo(true);
        }
        assertThat(page.evaluate("document.documentElement.scrollWidth <= 1920"))
                .isEqualTo(true);
    }

    private static final String LONG = "Công ty Cổ phần Thương mại Dịch vụ Xuất nhập khẩu Đồng bằng sông Cửu Long";

    private static Rep[] many(String scope, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Rep(scope + i, scope + " " + i + " " + LONG, 1_000_000L * (i + 1), 300_000_000L))
                .toArray(Rep[]::new);
    }

    private static Object fits(Page page, String selector) {
        return page.evaluate(
                "selector => { const box = document.querySelector(selector).getBoundingClientRect();"
                        + " return box.width > 0 && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight; }",
                selector);
    }

    @Test
    void writesNamesFromTheDatabaseAsText() throws IOException {
        String name = "<img src=x onerror=alert(1)>";
        try (FakeBoard odd = new FakeBoard(new Rep("R1", name, 1_000_000, 2_000_000))) {
            assertThat(names(browser.television(odd.url("/tv")), "by-value")).hasAttribute("title", name);
            Page own = browser.phone(odd.url("/rep/R1"));
            assertThat(own.locator("h1")).hasText(name);
            assertThat(own.locator("img")).hasCount(0);
        }
    }

    @Test
    void showsTheRepWhatIsMissingAndWhomToPassNext() {
        Page page = browser.phone(board.url("/rep/R1"));

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
    void tellsKindlyWhatToDoWhereThereIsNobody() {
        Page page = browser.phone(board.url("/rep/somebody-else"));

        assertThat(page.locator("h1")).hasText("Không có doanh số nào ở đây cho bạn");
        assertThat(page.locator("main")).containsText("Hãy hỏi quản lý");
    }

    @Test
    void showsATeamLeadEachMemberAndLeadsToTheirPage() {
        board.figures.rows("team", new Rep("T1", "Đội 1", 612_000_000, 700_000_000));
        Page page = browser.phone(board.url("/team"));

        assertThat(page.locator("h1")).hasText("Đội 1");
        assertThat(page.locator(".team .total")).hasText("612 triệu");
        assertThat(page.locator(".team a").first()).hasText("Trần Thị Bình");
        page.locator(".team a", new Page.LocatorOptions().setHasText("Nguyễn Văn An"))
                .click();
        assertThat(page.locator("h1")).hasText("Nguyễn Văn An");
        assertThat(page.url()).endsWith("/rep/R1");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void signingOutLeadsToWhereOneSignsIn() {
        Page page = browser.phone(board.url("/rep"));
        assertThat(page.locator("h1")).hasText("Nguyễn Văn An");

        page.locator(".sign-out").click();

        assertThat(page.locator("h1")).hasText("Hãy mở liên kết của bạn");
        assertThat(board.signedOut()).isTrue();
        assertThat(browser.phone(board.url("/rep/R1")).locator(".ring")).isVisible();
        assertThat(browser.phone(board.url("/rep/R1")).locator(".sign-out")).hasCount(0);
    }

    @Test
    void aPersonalLinkLeadsInAndLeavesTheAddress() {
        Page page = browser.television(board.url("/in#" + FakeBoard.GOOD_TOKEN));

        assertThat(names(page, "by-value")).hasCount(3);
        assertThat(page.url()).endsWith("/tv");
        page.goBack();
        assertThat(page.url()).doesNotContain(FakeBoard.GOOD_TOKEN);
    }

    @Test
    void saysKindlyThatALinkIsSpentAndHowToGetIn() {
        Page spent = browser.phone(board.url("/in#spent"));
        assertThat(spent.locator("h1")).hasText("Liên kết này không còn dùng được");
        assertThat(spent.url()).endsWith("/in");
        Page none = browser.phone(board.url("/in?lang=en"));
        assertThat(none.locator("h1")).hasText("Open your link");
        assertThat(none.locator("a")).hasText("Sign in with your company account");
        assertThat(none.locator("a")).hasAttribute("href", "/sign-in");
        Page away = browser.phone(board.url("/in?provider=away"));
        assertThat(away.locator("h1")).hasText("Chưa đăng nhập được");
    }

    @Test
    void speaksEnglishWhenAsked() {
        Page page = browser.television(board.url("/tv?lang=en"));

        assertThat(page.locator(".hero")).containsText("302 m ahead of pace");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void asksForNothingThePolicyRefuses() {
        assertThat(names(browser.television(board.url("/tv")), "by-value")).hasCount(3);
        assertThat(browser.phone(board.url("/rep/R1")).locator("h1")).isVisible();
        assertThat(browser.complaints()).isEqualTo(List.of());
    }

    private static Locator names(Page page, String list) {
        return page.locator("." + list + " .name");
    }
}
