package io.salesboard.board.alerts;

import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Measure;
import io.salesboard.figures.Told;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.CorrectionKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story of each rule that ships, told to a receiver by a real Alertmanager with the configuration that ships: silent, fires
 * with its exact text, resolves, is withdrawn.
 */
@Timeout(120)
class ShippedRulesTest {
    private static final String MONTH_START = "2026-11-01";
    private static final String TODAY = "2026-11-25";
    private static final long MILLION = 1_000_000;

    @TempDir
    private static Path folder;

    private static Receiver receiver;
    private static RealAlertmanager alertmanager;

    @BeforeAll
    static void start() throws IOException {
        receiver = new Receiver();
        alertmanager = new RealAlertmanager(
                folder,
                "alertmanager.yml",
                shipped -> shipped.replace("127.0.0.1:9095", receiver.address())
                        .replace("group_wait: 1s", "group_wait: 50ms")
                        .replace("group_interval: 2s", "group_interval: 300ms"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (alertmanager != null) {
            alertmanager.close();
        }
        receiver.close();
    }

    private static Story story(String rule) throws IOException {
        Story story = new Story(rule, alertmanager.address());
        story.at("07:00")
                .rep("an", "Nguyễn Văn An")
                .rep("binh", "Trần Thị Bình")
                .team("SG", "Sài Gòn")
                .team("HN", "Hà Nội")
                .region("NAM", "Miền Nam")
                .storeNamed("CH01", "Cửa hàng Bến Thành")
                .assigned("an", "SG", "NAM", "2020-01-01")
                .assigned("binh", "HN", "NAM", "2020-01-01");
        return story;
    }

    /** Waits until so many messages of a rule came; the last of them. */
    private static String last(String rule, int count) {
        Awaitility.await("message " + count + " of " + rule)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> receiver.toldOf(rule).size() >= count);
        assertThat(receiver.toldOf(rule)).hasSize(count);
        return receiver.toldOf(rule).get(count - 1);
    }

    private static Map<Measure, Long> net(long amount) {
        return Map.of(NET, amount, ORDERS, 1L);
    }

    /** A change of an order of half past eight that day. */
    private static Correction.Builder order(String id, String column, String now) {
        return Told.change("order/" + id, CorrectionKind.UPDATED, column, now, "2026-11-25T08:30");
    }

    private static final String CANCELLED = "cancelled";

    @Test
    void repBehindPace() throws Exception {
        String rule = "rep-behind-pace";
        try (Story story = story(rule)) {
            story.told.quota(REP, "an", MONTH, MONTH_START, 300 * MILLION);
            story.at("09:00").cell(REP, "an", MONTH, MONTH_START, net(150 * MILLION));
            assertThat(story.frame()).isZero();

            story.at("10:00")
                    .cell(REP, "an", MONTH, MONTH_START, net(100 * MILLION))
                    .frame();
            assertThat(story.frame()).isZero(); // not for half an hour yet
            story.at("10:30");
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("leads firing firing: Nguyễn Văn An: chậm tiến độ tháng"
                            + " | Tiến độ tháng 11/2026: 41,4 %, dưới ngưỡng 50 %, từ 10:00 25/11"
                            + " | không có đơn nào gần đây"
                            + " | Xem lại danh sách cơ hội đang mở cùng nhân viên | ");

            story.at("11:00").cell(REP, "an", MONTH, MONTH_START, net(150 * MILLION));
            story.frame();
            assertThat(last(rule, 2))
                    .startsWith("leads resolved resolved: Nguyễn Văn An: chậm tiến độ tháng")
                    .endsWith(" | Hết lúc 11:00 25/11: 61,9 %");

            story.at("11:30").cell(REP, "an", MONTH, MONTH_START, net(100 * MILLION));
            story.frame();
            story.at("12:00");
            story.frame();
            last(rule, 3);
            story.at("12:12")
                    .corrected("an", order("1234", "rep_id", "an"), DAY, REP, "an", net(60 * MILLION))
                    .cell(REP, "an", MONTH, MONTH_START, net(160 * MILLION));
            story.frame();
            assertThat(last(rule, 4))
                    .startsWith("leads resolved withdrawn: ")
                    .endsWith(" | Rút lại: sửa dữ liệu lúc 12:12 25/11: đơn #1234 chuyển sang Nguyễn Văn An");
        }
    }

    @Test
    void regionBehindPace() throws Exception {
        String rule = "region-behind-pace";
        try (Story story = story(rule)) {
            story.told.quota(REGION, "NAM", QUARTER, "2026-10-01", 920 * MILLION);
            story.at("09:00").cell(REGION, "NAM", MONTH, MONTH_START, net(500 * MILLION));
            assertThat(story.frame()).isZero();

            story.at("10:00").cell(REGION, "NAM", MONTH, MONTH_START, net(440 * MILLION));
            assertThat(story.frame()).isZero(); // not for an hour yet
            story.at("11:00");
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("ops firing firing: Miền Nam: chậm tiến độ quý"
                            + " | Tiến độ quý 4/2026: 79,7 %, dưới ngưỡng 85 %, từ 10:00 25/11"
                            + " | không có đơn nào gần đây | Xem lại giá bán, khuyến mãi | ");

            story.at("11:30").cell(REGION, "NAM", MONTH, MONTH_START, net(520 * MILLION));
            story.frame();
            assertThat(last(rule, 2)).startsWith("ops resolved resolved: ").endsWith(" | Hết lúc 11:30 25/11: 94,1 %");

            story.at("12:00").cell(REGION, "NAM", MONTH, MONTH_START, net(440 * MILLION));
            story.frame();
            story.at("13:00");
            story.frame();
            last(rule, 3);
            story.at("13:12")
                    .corrected("an", order("1234", "discount", "0"), DAY, REP, "an", net(80 * MILLION))
                    .cell(REGION, "NAM", MONTH, MONTH_START, net(520 * MILLION));
            story.frame();
            assertThat(last(rule, 4))
                    .startsWith("ops resolved withdrawn: ")
                    .endsWith(" | Rút lại: sửa dữ liệu lúc 13:12 25/11: đơn #1234 sửa discount completed → 0");
        }
    }

    @Test
    void storeQuiet() throws Exception {
        String rule = "store-quiet";
        try (Story story = story(rule)) {
            story.told.storeNamed("S1", "Cửa hàng Bến Thành");
            story.at("09:00").deal("an", "1233", "2026-11-25T09:00", 3 * MILLION);
            story.at("10:30");
            assertThat(story.frame()).isZero();

            story.at("10:33");
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("ops firing firing: Cửa hàng Bến Thành: không có đơn"
                            + " | Thời gian làm việc không có đơn: 93 phút, trên ngưỡng 90 phút, từ 10:33 25/11"
                            + " | đơn gần nhất #1233 lúc 09:00 25/11, 3.000.000 ₫"
                            + " | Gọi cửa hàng, kiểm tra máy bán hàng và đường truyền | ");

            story.at("10:42").deal("an", "1234", "2026-11-25T10:42", MILLION);
            story.frame();
            assertThat(last(rule, 2)).startsWith("ops resolved resolved: ").endsWith(" | Hết lúc 10:42 25/11: 0 phút");

            story.at("12:15");
            story.frame();
            last(rule, 3);
            story.at("12:18")
                    .deals("an", Map.of("1234", "2026-11-25T10:42", "1235", "2026-11-25T12:06"))
                    .corrected(
                            "an",
                            Told.change("order/1235", CorrectionKind.INSERTED, null, null, "2026-11-25T12:06"),
                            DAY,
                            STORE,
                            "S1",
                            net(MILLION));
            story.frame();
            assertThat(last(rule, 4))
                    .startsWith("ops resolved withdrawn: ")
                    .endsWith(" | Rút lại: sửa dữ liệu lúc 12:18 25/11: đơn #1235 đến muộn");
        }
    }

    @Test
    void regionRevenueDrop() throws Exception {
        String rule = "region-revenue-drop";
        try (Story story = story(rule)) {
            story.told.cell(REGION, "NAM", DAY, "2026-10-05", net(100 * MILLION));
            story.told.cell(REGION, "NAM", DAY, "2026-10-31", net(999 * MILLION)); // later than the elapsed time
            story.at("09:00").cell(REGION, "NAM", DAY, "2026-11-05", net(76 * MILLION));
            assertThat(story.frame()).isZero();

            story.at("10:00").cell(REGION, "NAM", DAY, "2026-11-05", net(70 * MILLION));
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("ops firing firing: Miền Nam: doanh thu giảm so với cùng kỳ"
                            + " | Doanh thu thuần tháng 11/2026 so với cùng kỳ trước: −30 %, dưới ngưỡng −25 %, từ 10:00 25/11"
                            + " | không có đơn nào gần đây | Xem lại giá bán, khuyến mãi, chiến dịch | ");

            story.told.at(Told.local("2026-11-26T00:00")).cell(REGION, "NAM", DAY, TODAY, net(20 * MILLION));
            story.frame();
            assertThat(last(rule, 2)).startsWith("ops resolved resolved: ").endsWith(" | Hết lúc 00:00 26/11: −10 %");

            story.told.at(Told.local("2026-11-26T01:00")).cell(REGION, "NAM", DAY, "2026-11-05", net(40 * MILLION));
            story.frame();
            last(rule, 3);
            story.told
                    .at(Told.local("2026-11-26T01:12"))
                    .corrected(
                            "an",
                            Told.change("order/1234", CorrectionKind.UPDATED, "rep_id", "an", "2026-11-05T10:00"),
                            DAY,
                            REP,
                            "an",
                            net(30 * MILLION))
                    .cell(REGION, "NAM", DAY, "2026-11-05", net(70 * MILLION));
            story.frame();
            assertThat(last(rule, 4))
                    .startsWith("ops resolved withdrawn: ")
                    .endsWith(" | Rút lại: sửa dữ liệu lúc 01:12 26/11: đơn #1234 chuyển sang Nguyễn Văn An");
        }
    }

    @Test
    void channelRevenueDrop() throws Exception {
        String rule = "channel-revenue-drop";
        try (Story story = story(rule)) {
            story.told.cell(CHANNEL, "online", DAY, "2026-11-16", net(100 * MILLION));
            story.at("09:00").cell(CHANNEL, "online", DAY, "2026-11-23", net(70 * MILLION));
            assertThat(story.frame()).isZero();

            story.at("10:00").cell(CHANNEL, "online", DAY, "2026-11-23", net(60 * MILLION));
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("ops firing firing: online: doanh thu kênh giảm so với tuần trước"
                            + " | Doanh thu thuần tuần 48 so với cùng kỳ trước: −40 %, dưới ngưỡng −30 %, từ 10:00 25/11"
                            + " | không có đơn nào gần đây | Kiểm tra trang bán hàng và quảng cáo của kênh | ");

            story.told.at(Told.local("2026-11-26T00:00")).cell(CHANNEL, "online", DAY, TODAY, net(50 * MILLION));
            story.frame();
            assertThat(last(rule, 2)).startsWith("ops resolved resolved: ").endsWith(" | Hết lúc 00:00 26/11: 10 %");

            story.told.at(Told.local("2026-11-26T01:00")).cell(CHANNEL, "online", DAY, TODAY, net(5 * MILLION));
            story.frame();
            last(rule, 3);
            story.told
                    .at(Told.local("2026-11-26T01:12"))
                    .corrected("an", order("1234", "deleted_at", null), DAY, CHANNEL, "online", net(45 * MILLION))
                    .cell(CHANNEL, "online", DAY, TODAY, net(50 * MILLION));
            story.frame();
            assertThat(last(rule, 4))
                    .startsWith("ops resolved withdrawn: ")
                    .endsWith(" | Rút lại: sửa dữ liệu lúc 01:12 26/11: đơn #1234 sửa deleted_at completed → —");
        }
    }

    @Test
    void conversionLow() throws Exception {
        String rule = "conversion-low";
        try (Story story = story(rule)) {
            story.at("09:00")
                    .cell(LEAD_SOURCE, "web", MONTH, MONTH_START, Map.of(LEADS, 100L, LEADS_COHORT_CONVERTED, 10L));
            assertThat(story.frame()).isZero();

            story.at("10:00")
                    .cell(LEAD_SOURCE, "web", MONTH, MONTH_START, Map.of(LEADS, 125L, LEADS_COHORT_CONVERTED, 10L));
            assertThat(story.frame()).isZero();
            story.at("11:00");
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("ops firing firing: web: tỷ lệ chuyển đổi thấp"
                            + " | Chuyển đổi theo lứa quý 4/2026: 8 %, dưới ngưỡng 10 %, từ 10:00 25/11"
                            + " | không có đơn nào gần đây | Tối ưu trang và quảng cáo của nguồn này | ");

            story.at("11:30")
                    .cell(LEAD_SOURCE, "web", MONTH, MONTH_START, Map.of(LEADS, 125L, LEADS_COHORT_CONVERTED, 15L));
            story.frame();
            assertThat(last(rule, 2)).startsWith("ops resolved resolved: ").endsWith(" | Hết lúc 11:30 25/11: 12 %");

            story.at("12:00")
                    .cell(LEAD_SOURCE, "web", MONTH, MONTH_START, Map.of(LEADS, 200L, LEADS_COHORT_CONVERTED, 15L));
            story.frame();
            story.at("13:00");
            story.frame();
            last(rule, 3);
            story.at("13:12")
                    .corrected(
                            "an",
                            Told.change("lead/5", CorrectionKind.DELETED, null, null, "2026-11-25T11:40"),
                            DAY,
                            LEAD_SOURCE,
                            "web",
                            Map.of(LEADS, -80L))
                    .cell(LEAD_SOURCE, "web", MONTH, MONTH_START, Map.of(LEADS, 120L, LEADS_COHORT_CONVERTED, 15L));
            story.frame();
            assertThat(last(rule, 4))
                    .startsWith("ops resolved withdrawn: ")
                    .endsWith(" | Rút lại: sửa dữ liệu lúc 13:12 25/11: khách tiềm năng #5 xóa");
        }
    }

    @Test
    void unpaidHigh() throws Exception {
        String rule = "unpaid-high";
        try (Story story = story(rule)) {
            story.at("09:00").cellOfNow(REP, "an", Map.of(UNPAID, 1000 * MILLION));
            assertThat(story.frame()).isZero();

            story.at("10:00").cellOfNow(REP, "binh", Map.of(UNPAID, 200 * MILLION));
            assertThat(story.frame()).isZero();
            story.at("10:12");
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("ops firing firing: Miền Nam: công nợ vượt mức"
                            + " | Còn phải thu hiện tại: 1.200.000.000 ₫, trên ngưỡng 1.000.000.000 ₫, từ 10:00 25/11"
                            + " | không có đơn nào gần đây | Gọi khách còn nợ, bắt đầu từ khoản lớn nhất | ");

            story.at("11:00").cellOfNow(REP, "an", Map.of(UNPAID, 700 * MILLION));
            story.frame();
            assertThat(last(rule, 2))
                    .startsWith("ops resolved resolved: ")
                    .endsWith(" | Hết lúc 11:00 25/11: 900.000.000 ₫");

            story.at("12:00").cellOfNow(REP, "an", Map.of(UNPAID, 1100 * MILLION));
            story.frame();
            story.at("12:12");
            story.frame();
            last(rule, 3);
            story.at("12:15")
                    .corrected("an", order("1234", "status", CANCELLED), NOW, REP, "an", Map.of(UNPAID, -500 * MILLION))
                    .cellOfNow(REP, "an", Map.of(UNPAID, 600 * MILLION));
            story.frame();
            assertThat(last(rule, 4))
                    .startsWith("ops resolved withdrawn: ")
                    .endsWith(" | Rút lại: sửa dữ liệu lúc 12:15 25/11: đơn #1234 hủy");
        }
    }

    @Test
    void quotaReached() throws Exception {
        String rule = "quota-reached";
        try (Story story = story(rule)) {
            story.told.quota(REP, "an", MONTH, MONTH_START, 100 * MILLION);
            story.at("09:00").cell(REP, "an", MONTH, MONTH_START, net(99 * MILLION));
            assertThat(story.frame()).isZero();

            story.at("10:00")
                    .cell(REP, "an", MONTH, MONTH_START, net(100 * MILLION))
                    .deal("an", "1233", "2026-11-25T10:00", MILLION);
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("team-channel firing firing: Nguyễn Văn An: đạt chỉ tiêu tháng"
                            + " | % hoàn thành tháng 11/2026: 100 %, trên ngưỡng 100 %, từ 10:00 25/11"
                            + " | đơn gần nhất #1233 lúc 10:00 25/11, 1.000.000 ₫ | Chúc mừng | ");

            story.at("11:00").cell(REP, "an", MONTH, MONTH_START, net(97 * MILLION));
            story.frame();
            assertThat(last(rule, 2))
                    .startsWith("team-channel resolved resolved: ")
                    .endsWith(" | Hết lúc 11:00 25/11: 97 %");

            story.at("12:00").cell(REP, "an", MONTH, MONTH_START, net(120 * MILLION));
            story.frame();
            last(rule, 3);
            story.at("12:12")
                    .corrected("an", order("1234", "status", CANCELLED), DAY, REP, "an", net(-50 * MILLION))
                    .cell(REP, "an", MONTH, MONTH_START, net(70 * MILLION));
            story.frame();
            assertThat(last(rule, 4))
                    .startsWith("team-channel resolved withdrawn: ")
                    .endsWith(" | Rút lại: sửa dữ liệu lúc 12:12 25/11: đơn #1234 hủy");
        }
    }

    @Test
    void teamLeads() throws Exception {
        String rule = "team-leads";
        try (Story story = story(rule)) {
            story.at("09:00")
                    .cell(TEAM, "SG", MONTH, MONTH_START, net(200 * MILLION))
                    .cell(TEAM, "HN", MONTH, MONTH_START, net(100 * MILLION));
            assertThat(story.frame()).isZero();
            story.at("09:57");
            assertThat(story.frame()).isZero();

            story.at("10:00");
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("team-channel firing firing: Sài Gòn: dẫn đầu tháng"
                            + " | Hạng theo Doanh thu thuần tháng 11/2026: 1, trước hạng 2, từ 09:00 25/11"
                            + " | không có đơn nào gần đây |  | ");

            story.at("11:00").cell(TEAM, "HN", MONTH, MONTH_START, net(300 * MILLION));
            story.frame();
            assertThat(last(rule, 2))
                    .startsWith("team-channel resolved resolved: Sài Gòn: ")
                    .endsWith(" | Hết lúc 11:00 25/11: 2");

            story.at("12:00");
            story.frame();
            assertThat(last(rule, 3)).startsWith("team-channel firing firing: Hà Nội: ");
            story.at("12:12")
                    .corrected("binh", order("1234", "status", CANCELLED), DAY, REP, "binh", net(-200 * MILLION))
                    .cell(TEAM, "HN", MONTH, MONTH_START, net(100 * MILLION));
            story.frame();
            assertThat(last(rule, 4))
                    .startsWith("team-channel resolved withdrawn: Hà Nội: ")
                    .endsWith(" | Rút lại: sửa dữ liệu lúc 12:12 25/11: đơn #1234 hủy");
        }
    }

    @Test
    void dealWon() throws Exception {
        String rule = "deal-won";
        try (Story story = story(rule)) {
            story.at("09:00").won("an", "76", "2026-11-25T08:30", 5 * MILLION);
            assertThat(story.frame()).isZero(); // it was there when watching began

            story.at("10:00").won("an", "77", "2026-11-25T10:00", 1200 * MILLION);
            story.frame();
            assertThat(last(rule, 1))
                    .isEqualTo("team-channel firing firing: Nguyễn Văn An: chốt cơ hội"
                            + " | Cơ hội #77 lúc 10:00 25/11, 1.200.000.000 ₫ | P1 |  | ");
            story.at("10:10");
            assertThat(story.frame()).isZero(); // once

            story.at("10:30").noDeals("an");
            story.frame();
            assertThat(last(rule, 2))
                    .startsWith("team-channel firing withdrawn: Nguyễn Văn An: chốt cơ hội")
                    .endsWith(" | Rút lại lúc 10:30 25/11: cơ hội không còn là thắng");
        }
    }
}
