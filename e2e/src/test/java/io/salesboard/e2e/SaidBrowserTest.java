package io.salesboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.salesboard.e2e.FakeBoard.Rep;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pages say when all is not well, and that they say nothing when it is, in a real browser. */
class SaidBrowserTest {
    private static final Pattern GREY = Pattern.compile("is-stale");
    private static final Pattern OLD = Pattern.compile("is-old");
    private static final Pattern WRONG = Pattern.compile("is-wrong");

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
    }

    @AfterEach
    void stop() {
        browser.closePages();
        board.close();
    }

    private Page television() {
        Page page = browser.television(board.url("/tv"));
        assertThat(page.locator(".hero")).isVisible();
        return page;
    }

    private Page phone() {
        Page page = browser.phone(board.url("/rep/R1"));
        assertThat(page.locator("h1")).isVisible();
        return page;
    }

    @Test
    void isQuietWhenAllIsWell() {
        for (Page page : new Page[] {television(), phone()}) {
            assertThat(page.locator(".age")).hasText("Trực tiếp· 0,1 giây");
            assertThat(page.locator(".banner, .incidents, .notice, .is-stale, .is-old, .is-wrong"))
                    .hasCount(0);
        }
    }

    @Test
    void turnsGreyAndSaysHowOldWhenASourceFallsSilentAndBackWhenItCatchesUp() {
        Page page = television();

        board.health(FakeHealth.ok().status("stale").age("pos", 7.4));

        assertThat(page.locator(".stale-banner strong")).hasText("DỮ LIỆU CŨ 7 giây");
        assertThat(page.locator(".stale-banner span")).containsText("Nguồn pos ngừng gửi");
        assertThat(page.locator(".tv")).hasClass(GREY);
        assertThat(page.locator(".age")).not().containsText("Trực tiếp");

        board.health(FakeHealth.ok().age("pos", 0.2));
        assertThat(page.locator(".stale-banner")).hasCount(0);
        assertThat(page.locator(".age")).containsText("0,2 giây");
    }

    @Test
    void turnsGreyWhenTheServerFallsSilentAndComesBackByItself() {
        Page page = television();
        assertThat(page.locator(".age")).containsText("Trực tiếp");

        board.goAway();
        assertThat(page.locator(".stale-banner")).containsText("DỮ LIỆU CŨ", within(30));
        assertThat(page.locator(".stale-banner")).containsText("Mất kết nối");

        board.comeBack();
        assertThat(page.locator(".stale-banner"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        assertThat(board.clients()).isEqualTo(1);
    }

    @Test
    void saysHowManyChangesAreNotShownYetThoughTheirSourceStillSpeaks() {
        board.health(FakeHealth.ok().status("stale").behind("pos", 180_000, 42));

        for (Page page : new Page[] {television(), phone()}) {
            assertThat(page.locator(".stale-banner strong")).hasText("DỮ LIỆU CŨ 42 giây");
            assertThat(page.locator(".stale-banner span")).hasText("Còn 180.000 thay đổi của pos chưa lên màn hình.");
        }
    }

    @Test
    void marksOldFiguresWhileEverythingIsComputedAgain() {
        Page page = television();

        board.health(FakeHealth.ok().status("computing").behind("pos", 50_000, 3600));

        assertThat(page.locator(".banner.computing strong")).hasText("ĐANG TÍNH LẠI");
        assertThat(page.locator(".banner.computing span")).containsText("Số đang hiện là số cũ");
        assertThat(page.locator(".banner.computing span")).containsText("Còn 50.000 thay đổi của pos");
        assertThat(page.locator(".tv")).hasClass(OLD);
        assertThat(page.locator(".hero")).containsText("612.000.000 ₫");

        board.health(FakeHealth.ok());
        assertThat(page.locator(".tv")).not().hasClass(OLD);
        assertThat(page.locator(".banner")).hasCount(0);
    }

    @Test
    void saysHowFarItIsWhileEverythingIsComputedAgainAndForgetsItAtOnce() {
        board.health(FakeHealth.ok()
                .status("computing")
                .progress("crm", 40_000, 40_000L, null, null)
                .progress("pos", 1_250_000, 5_000_000L, 12_000L, 313L));

        Page[] pages = {television(), phone()};
        for (Page page : pages) {
            assertThat(page.locator(".banner.computing span"))
                    .hasText("crm: 40.000 / 40.000 dòng."
                            + " pos: 1.250.000 / 5.000.000 dòng · 12.000 dòng/giây · còn khoảng 5 phút."
                            + " Số đang hiện là số cũ, sẽ đổi một lượt khi tính xong.");
        }
        assertThat(browser.television(board.url("/tv?lang=en")).locator(".banner.computing span"))
                .containsText("pos: 1,250,000 / 5,000,000 rows · 12,000 rows/s · about 5 min left.");

        board.health(FakeHealth.ok());

        for (Page page : pages) {
            assertThat(page.locator(".banner")).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(3_000));
        }
    }

    @Test
    void saysRowsAndSpeedOfALoadThatHasNoTotal() {
        board.health(FakeHealth.ok().status("starting").loading("pos").progress("pos", 80_000, null, 9_000L, null));

        assertThat(television().locator(".banner.loading span"))
                .hasText("Đang nạp pos. pos: 80.000 dòng · 9.000 dòng/giây. Số trên màn hình chưa đầy đủ.");
    }

    @Test
    void saysHowFarALargeTransactionIsInPlaceOfHowManyChangesWait() {
        board.health(FakeHealth.ok()
                .status("stale")
                .behind("pos", 180_000, 42)
                .progress("pos", 60_000, 180_000L, 4_000L, 30L));

        assertThat(television().locator(".stale-banner span"))
                .hasText("pos: 60.000 / 180.000 dòng · 4.000 dòng/giây · còn khoảng 30 giây.");
    }

    @Test
    void saysWhichSourceIsBeingLoadedAndThatFiguresAreNotWhole() {
        board.health(FakeHealth.ok().status("starting").loading("crm").age("crm", 900));

        for (Page page : new Page[] {television(), phone()}) {
            assertThat(page.locator(".banner.loading strong")).hasText("ĐANG NẠP DỮ LIỆU");
            assertThat(page.locator(".banner.loading span")).hasText("Đang nạp crm. Số trên màn hình chưa đầy đủ.");
        }
    }

    @Test
    void staysGreyForASilentSourceWhileAnotherOneIsBeingLoaded() {
        board.health(FakeHealth.ok().status("degraded").loading("crm").age("pos", 90));

        Page page = television();

        assertThat(page.locator(".stale-banner strong")).hasText("DỮ LIỆU CŨ 1 phút 30 giây");
        assertThat(page.locator(".stale-banner span")).containsText("Nguồn pos");
    }

    @Test
    void tellsIncidentsWithTheirNextStepTheWorstFirstAndHidesTheRestInANumber() {
        board.health(FakeHealth.ok()
                .status("degraded")
                .incident(
                        "warning",
                        "pos",
                        "2026-11-22T07:05:00Z",
                        "Khe sao chép giữ 3,1 GB nhật ký",
                        "Xem docs/operations.md, mục SlotHoldsLog",
                        "Replication slot holds back 3.1 GB",
                        "See docs/operations.md, SlotHoldsLog")
                .incident(
                        "wrong",
                        "crm.lead.status",
                        "2026-11-23T03:00:00Z",
                        "Cột lead.status đã đổi tên",
                        "Đặt lại tên cột hoặc chạy ./salesboard capture",
                        "Column lead.status was renamed",
                        "Rename it back or run ./salesboard capture")
                .incident("warning", "topic rows.pos", "2026-11-23T03:01:00Z", "Ba", "Bước ba", "Three", "Step three"));

        Page page = television();
        Locator incidents = page.locator(".incident");
        assertThat(incidents).hasCount(2);
        assertThat(incidents.nth(0)).hasClass(Pattern.compile("wrong"));
        assertThat(incidents.nth(0).locator("strong")).hasText("Cột lead.status đã đổi tên");
        assertThat(incidents.nth(0).locator(".next")).hasText("Đặt lại tên cột hoặc chạy ./salesboard capture");
        assertThat(incidents.nth(0).locator(".label")).containsText("crm.lead.status · từ ");
        assertThat(incidents.nth(1).locator("strong")).hasText("Khe sao chép giữ 3,1 GB nhật ký");
        assertThat(incidents.nth(1).locator(".label")).containsText("và 1 việc khác");
        assertThat(page.locator(".tv")).hasClass(WRONG);

        assertThat(phone().locator(".incident")).hasCount(3);
        assertThat(browser.television(board.url("/tv?lang=en"))
                        .locator(".incident strong")
                        .first())
                .hasText("Column lead.status was renamed");

        board.health(FakeHealth.ok());
        assertThat(page.locator(".incidents")).hasCount(0);
        assertThat(page.locator(".tv")).not().hasClass(WRONG);
    }

    @Test
    void writesIncidentsAsText() {
        String odd = "<img src=x onerror=alert(1)>";
        board.health(
                FakeHealth.ok().status("degraded").incident("wrong", odd, "2026-11-23T03:00:00Z", odd, odd, odd, odd));

        for (Page page : new Page[] {television(), phone()}) {
            assertThat(page.locator(".incident strong")).hasText(odd);
            assertThat(page.locator(".incident .next")).hasText(odd);
            assertThat(page.locator("img")).hasCount(0);
        }
    }

    @Test
    void countsTheRowsLeftOutAndForgetsThemAtOnce() {
        board.health(FakeHealth.ok().leftOut(1234));
        Page[] pages = {television(), phone()};
        for (Page page : pages) {
            assertThat(page.locator(".left-out")).hasText("Thiếu 1.234 dòng lỗi");
        }

        board.health(FakeHealth.ok());

        for (Page page : pages) {
            assertThat(page.locator(".left-out"))
                    .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(3_000));
        }
    }

    @Test
    void saysThatASourcesClockIsAheadAndTakesItsAgeFromWhetherItMoves() {
        board.health(FakeHealth.ok().age("pos", -3600));
        Page page = television();

        assertThat(page.locator(".age .notice")).hasText("Đồng hồ pos nhanh 1 giờ");
        assertThat(page.locator(".age .seconds")).hasText(Pattern.compile("· [0-4],\\d\\sgiây"));

        board.health(FakeHealth.ok().age("pos", -3600).stands("pos"));

        assertThat(page.locator(".stale-banner strong")).containsText("DỮ LIỆU CŨ", within(30));
        assertThat(page.locator(".stale-banner span")).containsText("Nguồn pos ngừng gửi");
        assertThat(page.locator(".tv")).hasClass(GREY);
    }

    @Test
    void doesNotBlameAClockForAFewTenthsOfASecond() {
        board.health(FakeHealth.ok().age("pos", -0.4));
        Page page = television();

        assertThat(page.locator(".age .seconds")).hasText(Pattern.compile("· [0-4],\\d\\sgiây"));
        assertThat(page.locator(".notice")).hasCount(0);
    }

    private static LocatorAssertions.ContainsTextOptions within(int seconds) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(seconds * 1000d);
    }
}
