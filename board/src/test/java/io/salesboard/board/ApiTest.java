package io.salesboard.board;

import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.board.api.CaptureView;
import io.salesboard.board.api.Incident;
import io.salesboard.figures.Told;
import io.salesboard.schemas.Load;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {
    private static final String MONTH_START = "2026-11-01";

    private final Told told = new Told();

    @TempDir
    private Path folder;

    private ServedBoard board;

    @BeforeEach
    void serve() throws Exception {
        told.rep("R001", "Nguyễn Văn An")
                .rep("R002", "Trần Thị Bình")
                .team("T1", "Đội 1")
                .region("N", "Bắc")
                .assigned("R001", "T1", "N", "2026-01-01")
                .assigned("R002", "T1", "N", "2026-01-01")
                .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 170_000_000L, ORDERS, 17L))
                .cell(
                        REP,
                        "R001",
                        MONTH,
                        MONTH_START,
                        Map.of(NET, 125_000_000L, ORDERS, 10L, QUOTA, 200_000_000L, QUOTAS, 1L))
                .cell(REP, "R001", MONTH, "2026-10-01", Map.of(NET, 1L))
                .cell(REP, "R002", MONTH, MONTH_START, Map.of(NET, 40_000_000L))
                .cell(REP, "-", MONTH, MONTH_START, Map.of(NET, 5_000_000L))
                .deal("R001", "17", "2026-11-23T14:59", 900_000)
                .source("pos", Told.NOW.minusMillis(84), false)
                .source("crm", Told.NOW.minusMillis(70), false)
                .frame();
        board = new ServedBoard(told, Told.business("VND"), folder);
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    @Test
    void answersOneRepsMonthExactlyAsDocumented() throws Exception {
        HttpResponse<String> response = board.get("/api/v1/kpis?scope=rep&window=month&id=R001&compare=previous");

        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body())
                .startsWith("{\"asOf\":\"2026-11-23T08:00:00Z\",\"version\":" + told.version()
                        + ",\"currency\":\"VND\",\"window\":{\"unit\":\"month\",\"start\":\"2026-11-01T00:00+07:00\","
                        + "\"end\":\"2026-12-01T00:00+07:00\"},\"scope\":\"rep\",\"rows\":[{\"id\":\"R001\","
                        + "\"name\":\"Nguyễn Văn An\",\"values\":{\"K01.gross\":0,\"K01.net\":125000000,")
                .contains("\"K03.aov\":12500000,", "\"K51.attainment\":0.625000", "\"previous\":{")
                .contains("\"K27.period\":null");
    }

    @Test
    void listsEveryRepAndNobodyLast() throws Exception {
        JsonNode rows = board.json("/api/v1/kpis?scope=rep&window=month").get("rows");

        assertThat(rows.findValuesAsText("id")).containsExactly("R001", "R002", "-");
    }

    @Test
    void answersAWindowWithoutAnyCellWithRowsOfNothing() throws Exception {
        JsonNode answer = board.json("/api/v1/kpis?scope=rep&window=day&at=2026-11-20T23:59");

        assertThat(answer.get("window").get("start").asText()).isEqualTo("2026-11-20T00:00+07:00");
        assertThat(answer.get("rows")).hasSize(2);
        assertThat(answer.get("rows").get(0).get("values").get("K01.net").decimalValue())
                .isZero();
        assertThat(answer.get("rows").get(0).has("previous")).isFalse();
    }

    @Test
    void ranksByValueAndLeavesNobodyWithoutARank() throws Exception {
        JsonNode answer = board.json("/api/v1/leaderboards/K01.net?scope=rep&window=month");

        assertThat(answer.get("kpi").asText()).isEqualTo("K01.net");
        assertThat(answer.get("rows").toString())
                .isEqualTo("[{\"id\":\"R001\",\"name\":\"Nguyễn Văn An\",\"rank\":1,\"movement\":0,\"value\":125000000,"
                        + "\"reached\":\"2026-11-23T08:00:00Z\"},"
                        + "{\"id\":\"R002\",\"name\":\"Trần Thị Bình\",\"rank\":2,\"movement\":0,\"value\":40000000,"
                        + "\"reached\":\"2026-11-23T08:00:00Z\"},"
                        + "{\"id\":\"-\",\"name\":\"-\",\"rank\":null,\"movement\":null,\"value\":5000000,"
                        + "\"reached\":\"2026-11-23T08:00:00Z\"}]");
    }

    @Test
    void saysWhatWouldBeValid() throws Exception {
        assertThat(board.error("/api/v1/kpis?window=day"))
                .isEqualTo("400 parameter 'scope' is missing; use one of company, region, team, rep, store, channel,"
                        + " product, lead_source, lost_reason, store_kind, category, region_product");
        assertThat(board.error("/api/v1/kpis?scope=salesman&window=day"))
                .isEqualTo("400 unknown scope 'salesman'; use one of company, region, team, rep, store, channel,"
                        + " product, lead_source, lost_reason, store_kind, category, region_product");
        assertThat(board.error("/api/v1/kpis?scope=lost_reason&window=day"))
                .isEqualTo("400 nothing is published for scope 'lost_reason' and window 'day';"
                        + " windows of this scope are month, quarter");
        assertThat(board.error("/api/v1/kpis?scope=rep&window=day&at=yesterday"))
                .isEqualTo("400 parameter 'at' is 'yesterday'; use business local time such as 2026-11-23 or"
                        + " 2026-11-23T14:00");
        for (String path : new String[] {"/api/v1/kpis", "/api/v1/leaderboards/K01.net"}) {
            assertThat(board.error(path + "?scope=rep&window=hour&at=2026-11-21T14:59"))
                    .isEqualTo("400 parameter 'at' is in an hour of more than 48 hours ago, which is not kept;"
                            + " ask for its day");
        }
        assertThat(board.error("/api/v1/kpis?scope=location&window=day"))
                .isEqualTo("400 unknown scope 'location'; use one of company, region, team, rep, store, channel,"
                        + " product, lead_source, lost_reason, store_kind, category, region_product");
        assertThat(board.error("/api/v1/kpis?scope=rep&window=day&compare=last"))
                .isEqualTo("400 parameter 'compare' is 'last'; use 'previous' or leave it out");
        assertThat(board.error("/api/v1/kpis?scope=rep&window=month&id=R404"))
                .isEqualTo("404 scope 'rep' has no row 'R404' in this window; leave 'id' out to see all rows");
        assertThat(board.error("/api/v1/leaderboards/K99?scope=rep&window=day"))
                .isEqualTo("400 unknown KPI value 'K99'; GET /api/v1/catalogue lists them");
        assertThat(board.error("/api/v1/leaderboards/K36.open?scope=rep&window=day"))
                .startsWith("400 'K36.open' is not published for scope 'rep' and window 'day'; use one of K01.gross,");
        assertThat(board.error("/api/v2/kpis")).startsWith("404 nothing is at /api/v2/kpis; there are /tv,");
    }

    @Test
    void refusesWhatTheJobDoesNotKeep() throws Exception {
        told.layout(7, 24, 10).frame();
        for (String path : new String[] {"/api/v1/kpis", "/api/v1/leaderboards/K01.net"}) {
            assertThat(board.error(path + "?scope=rep&window=hour&at=2026-11-22T14:59"))
                    .isEqualTo("400 parameter 'at' is in an hour of more than 24 hours ago, which is not kept;"
                            + " ask for its day");
            assertThat(board.error(path + "?scope=rep&window=day&at=2026-11-12"))
                    .isEqualTo("400 parameter 'at' is in a day of more than 10 days ago, which is not kept;"
                            + " ask for its month");
            assertThat(board.error(path + "?scope=rep&window=week&at=2026-11-15"))
                    .isEqualTo("400 parameter 'at' is in a week of more than 10 days ago, which is not kept;"
                            + " ask for its month");
            for (String kept : new String[] {
                "hour&at=2026-11-22T15:00", "day&at=2026-11-13", "week&at=2026-11-16", "month&at=2020-01-01"
            }) {
                assertThat(board.get(path + "?scope=rep&window=" + kept).statusCode())
                        .as(kept)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void comparesWithNoValueWhereTheWindowBeforeIsNotKept() throws Exception {
        told.layout(7, 24, 10).frame();
        for (String oldest : new String[] {"hour&at=2026-11-22T15:00", "day&at=2026-11-13", "week&at=2026-11-16"}) {
            JsonNode row = compared(oldest);
            assertThat(row.at("/values/K01.net").decimalValue()).as(oldest).isZero();
            assertThat(row.get("previous")).as(oldest).isNotEmpty().allMatch(JsonNode::isNull);
        }
        for (String kept : new String[] {"hour&at=2026-11-22T16:00", "day&at=2026-11-14", "month&at=2020-01-01"}) {
            assertThat(compared(kept).at("/previous/K01.net").decimalValue())
                    .as(kept)
                    .isZero();
        }
    }

    private JsonNode compared(String window) throws Exception {
        return board.json("/api/v1/kpis?scope=company&compare=previous&window=" + window)
                .at("/rows/0");
    }

    @Test
    void tellsItsHealth() throws Exception {
        told.leftOut("pos_order", "17", "missing_currency").frame();
        String health = board.get("/api/v1/health").body();
        assertThat(health)
                .startsWith(
                        "{\"status\":\"ok\",\"asOf\":\"2026-11-23T08:00:00Z\",\"version\":" + told.version()
                                + ",\"sources\":[{\"name\":\"crm\",\"ageSeconds\":0.070,\"lsn\":4711,\"rowLsn\":4710,"
                                + "\"committed\":\"2026-11-23T07:59:59.930Z\",\"rows\":12,\"loading\":false,"
                                + "\"behind\":{\"records\":null,\"seconds\":null}},"
                                + "{\"name\":\"pos\",\"ageSeconds\":0.084,\"lsn\":4711,\"rowLsn\":4710,"
                                + "\"committed\":\"2026-11-23T07:59:59.916Z\",\"rows\":12,\"loading\":false,"
                                + "\"behind\":{\"records\":null,\"seconds\":null}}],\"progress\":[],"
                                + "\"lagRecords\":null,\"lagResults\":3,\"leftOut\":{\"total\":1,\"byReason\":{\"bad_period\":0,")
                .contains("\"missing_currency\":1,")
                .endsWith("\"cells\":6,\"incidents\":[]}");
        assertThat(board.get("/api/v1/quarantine").body())
                .isEqualTo("{\"rows\":[{\"table\":\"pos_order\",\"key\":\"17\",\"reason\":\"missing_currency\","
                        + "\"detail\":\"what is wrong\",\"since\":\"2026-11-23T08:00:00Z\"}]}");

        told.removed("left-out/pos_order/17").frame();

        assertThat(board.get("/api/v1/quarantine").body()).isEqualTo("{\"rows\":[]}");
        assertThat(board.json("/api/v1/health").at("/leftOut/total").asLong()).isZero();
    }

    private String status() throws Exception {
        return board.json("/api/v1/health").get("status").asText();
    }

    @Test
    void isStaleWhenASourceIsMoreThanFiveSecondsBehind() throws Exception {
        told.source("pos", Told.NOW.minusMillis(5_000), false).frame();
        assertThat(status()).isEqualTo("ok");

        told.source("pos", Told.NOW.minusMillis(5_001), false).frame();
        assertThat(status()).isEqualTo("stale");
    }

    @Test
    void saysThatEverythingIsComputedAgain() throws Exception {
        told.source("pos", Told.NOW, true);
        assertThat(status()).isEqualTo("computing");
        assertThat(board.json("/api/v1/health").at("/sources/1/loading").asBoolean())
                .isTrue();
        told.source("pos", Told.NOW, false).reading(true, null);
        assertThat(status()).isEqualTo("computing");
        told.reading(false, null);
        assertThat(status()).isEqualTo("ok");
    }

    @Test
    void saysThatWhatAReleaseBeginsToReadIsBeingLoaded() throws Exception {
        assertThat(status()).isEqualTo("ok");
        board.capture.sources.put("pos", new CaptureView.Source(77, 0, 0, true, true, 0));

        assertThat(status()).isEqualTo("computing");
        assertThat(board.json("/api/v1/health").at("/sources/1/loading").asBoolean())
                .isTrue();
        assertThat(board.json("/api/v1/health").at("/sources/0/loading").asBoolean())
                .isFalse();
    }

    @Test
    void isNeverOkWhileSomethingIsToBeSaid() throws Exception {
        Incident incident = new Incident(
                "changes_lost",
                "pos",
                "slot salesboard_pos",
                "2026-11-23T08:00:00Z",
                new Incident.Words("Mất khe", "Đọc lại"),
                new Incident.Words("The slot is gone", "Read again"),
                "wrong");
        board.capture.incidents.add(incident);
        assertThat(status()).isEqualTo("degraded");
        assertThat(board.json("/api/v1/health").at("/incidents/0").toString())
                .isEqualTo(
                        "{\"id\":\"changes_lost\",\"source\":\"pos\",\"place\":\"slot salesboard_pos\",\"since\":\"2026-11-23T08:00:00Z\","
                                + "\"vi\":{\"what\":\"Mất khe\",\"next\":\"Đọc lại\"},"
                                + "\"en\":{\"what\":\"The slot is gone\",\"next\":\"Read again\"},\"severity\":\"wrong\"}");

        board.capture.incidents.clear();
        told.reading(false, "the checkpoint chk-7 cannot be read; starting from chk-6");

        assertThat(status()).isEqualTo("degraded");
        assertThat(board.json("/api/v1/health").at("/incidents/0/en/what").asText())
                .contains("the checkpoint chk-7 cannot be read");
    }

    @Test
    void namesATopicOfResultsThatIsMissing() throws Exception {
        board.results.missing = true;

        assertThat(status()).isEqualTo("degraded");
        JsonNode incident = board.json("/api/v1/health").at("/incidents/0");
        assertThat(incident.get("id").asText()).isEqualTo("topic_lost");
        assertThat(incident.get("place").asText()).isEqualTo("topic results");
        assertThat(incident.at("/en/next").asText()).contains("setup-topics");
    }

    @Test
    void anAgeIsNeverHiddenAndTheErrorOfAServersClockIsTakenOutOfIt() throws Exception {
        told.source("pos", Told.NOW.plusSeconds(3_600), false).frame();
        assertThat(board.json("/api/v1/health").at("/sources/1/ageSeconds").decimalValue())
                .isEqualByComparingTo("-3600");
        assertThat(status()).as("how old figures are is not known").isEqualTo("stale");

        board.capture.sources.put("pos", new CaptureView.Source(77, 0, 0, true, false, 3_600_500));
        assertThat(board.json("/api/v1/health").at("/sources/1/ageSeconds").decimalValue())
                .isEqualByComparingTo("0.5");
    }

    @Test
    void saysHowManyRowsAreCommittedAndNotInTheFiguresYet() throws Exception {
        board.capture.sources.put("crm", new CaptureView.Source(77, 0, 12_000, true, false, 0));
        board.capture.sources.put("pos", new CaptureView.Source(77, 0, 12_000, true, false, 0));
        board.json("/api/v1/health");
        board.capture.sources.put("pos", new CaptureView.Source(10_077, 9_999, 192_000, true, false, 0));
        JsonNode health = board.json("/api/v1/health");
        assertThat(health.at("/sources/1/behind/records").asLong()).isEqualTo(180_000);
        assertThat(health.get("lagRecords").asLong()).isEqualTo(180_000);
    }

    @Test
    void saysHowFarTheReaderIsWhileItIsBehindAndIsNotOkForIt() throws Exception {
        assertThat(board.json("/api/v1/health").get("progress").toString()).isEqualTo("[]");

        told.reading(true, null, new Load("pos", 1_250_000L, 3_750_000L, 12_000L, 12_000L));

        assertThat(board.json("/api/v1/health").get("progress").toString())
                .isEqualTo("[{\"source\":\"pos\",\"rows\":1250000,\"total\":5000000,"
                        + "\"rowsPerSecond\":12000,\"secondsLeft\":313}]");
        assertThat(status()).isEqualTo("computing");
    }

    @Test
    void showsOneRepsFigures() throws Exception {
        JsonNode answer = board.json("/api/v1/rep/R002");

        assertThat(answer.get("rep").toString())
                .isEqualTo("{\"id\":\"R002\",\"name\":\"Trần Thị Bình\",\"team\":\"Đội 1\",\"region\":\"Bắc\"}");
        assertThat(answer.get("windows").findValuesAsText("unit")).containsExactly("day", "week", "month", "quarter");
        JsonNode month = answer.get("windows").get(2);
        assertThat(month.get("values").get("K01.net").longValue()).isEqualTo(40_000_000);
        assertThat(month.get("rank").toString())
                .isEqualTo("{\"rank\":2,\"of\":2,\"movement\":0,"
                        + "\"ahead\":{\"name\":\"Nguyễn Văn An\",\"gap\":85000000}}");
        assertThat(answer.get("pipeline").toString())
                .isEqualTo("{\"K36.open\":0,\"K36.amount\":0,\"K36.weighted\":0,\"K36.coverage\":null,"
                        + "\"K37.missed_meetings\":0,\"K37.overdue_opportunities\":0}");
        assertThat(board.error("/api/v1/rep/R009"))
                .isEqualTo("404 there is no rep 'R009'; /api/v1/kpis?scope=rep&window=day lists them all");
    }

    @Test
    void servesPagesUnderAStrictPolicy() throws Exception {
        for (String page : new String[] {"/tv", "/rep/R001", "/in"}) {
            HttpResponse<String> response = board.get(page);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/html");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; script-src 'self';")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        }
        HttpResponse<String> vue = board.get("/assets/vue/vue.runtime.esm-browser.prod.js");
        assertThat(vue.statusCode()).isEqualTo(200);
        assertThat(vue.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
        assertThat(board.get("/assets/tv.js").statusCode()).isEqualTo(200);
        assertThat(board.get("/assets/../rep.html").statusCode()).isEqualTo(404);
    }

    @Test
    void listsTheCatalogue() throws Exception {
        JsonNode catalogue = board.json("/api/v1/catalogue");

        assertThat(catalogue.get("kpis").get(0).get("id").asText()).isEqualTo("K01");
        assertThat(catalogue.get("kpis").get(0).get("values").get(1).toString())
                .isEqualTo("{\"key\":\"K01.net\",\"vi\":\"Doanh thu thuần\",\"en\":\"Net revenue\",\"unit\":\"money\","
                        + "\"formula\":\"gross − discounts − refunds, booked on the order's completion; tax and"
                        + " shipping are not in it\",\"metric\":\"sales_net_revenue\"}");
        assertThat(catalogue.get("scopes").get(0).toString())
                .isEqualTo("{\"key\":\"company\",\"vi\":\"Công ty\",\"en\":\"Company\"}");
        assertThat(catalogue.get("scopes").findValuesAsText("key"))
                .as("a location is asked for as its region")
                .hasSize(12)
                .doesNotContain("location");
    }
}
