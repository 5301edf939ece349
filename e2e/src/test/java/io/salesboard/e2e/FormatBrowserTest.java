package io.salesboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures, times and names exactly as the pages write them, asked of the pages' own module in a real browser. */
class FormatBrowserTest {
    private static final Path MODULE = Path.of("../board/src/main/resources/public/assets/format.js");

    private static Browser browser;
    private static HttpServer server;
    private static Page page;

    @BeforeAll
    static void openInAZoneFarFromTheBusiness() throws IOException {
        browser = Browser.open();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/", "text/html", "<!doctype html><title>format</title>");
        serve("/format.js", "text/javascript", Files.readString(MODULE));
        server.start();
        page = browser.in(
                "America/New_York", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.stop(0);
        }
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "f.money(1234567890, 'VND', 'vi')  | 1.234.567.890 ₫",
                "f.money(0, 'VND', 'vi')           | 0 ₫",
                "f.money(-1250000, 'VND', 'vi')    | −1.250.000 ₫",
                "f.money(-0.2, 'VND', 'vi')        | 0 ₫",
                "f.money(1234.5, 'USD', 'vi')      | 1.234,50 $",
                "f.money(1234567890, 'VND', 'en')  | ₫1,234,567,890",
                "f.money(1234.5, 'GBP', 'en')      | £1,234.50",
                "f.money(-1234.5, 'USD', 'en')     | −$1,234.50",
                "f.money(null, 'VND', 'vi')        | —",
                "f.money(undefined, 'VND', 'vi')   | —",
            })
    void writesTheWholeAmount(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "f.compact(1234567890, 'VND', 'vi')     | 1,23 tỷ",
                "f.compact(12345678900, 'VND', 'vi')    | 12,3 tỷ",
                "f.compact(1234567890000, 'VND', 'vi')  | 1.235 tỷ",
                "f.compact(12500000, 'VND', 'vi')       | 12,5 triệu",
                "f.compact(950000, 'VND', 'vi')         | 950 nghìn",
                "f.compact(999, 'VND', 'vi')            | 999 ₫",
                "f.compact(0, 'VND', 'vi')              | 0 ₫",
                "f.compact(-45600000, 'VND', 'vi')      | −45,6 triệu",
                "f.compact(1005000000, 'VND', 'vi')     | 1,01 tỷ",
                "f.compact(1234567, 'USD', 'vi')        | 1,23 triệu $",
                "f.compact(12500, 'USD', 'vi')          | 12.500 $",
                "f.compact(950.5, 'USD', 'vi')          | 950,50 $",
                "f.compact(522, 'USD', 'vi')            | 522 $",
                "f.compact(1234567890, 'VND', 'en')     | 1.23 bn",
                "f.compact(12500000, 'VND', 'en')       | 12.5 m",
                "f.compact(950000, 'VND', 'en')         | ₫950,000",
                "f.compact(12500000, 'USD', 'en')       | $12.5 m",
                "f.compact(-12500000, 'GBP', 'en')      | −£12.5 m",
                "f.compact(null, 'VND', 'vi')           | —",
            })
    void writesBigMoneyInWordsAndNeverAsALetter(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "f.compact(999499, 'VND', 'vi')     | 999 nghìn",
                "f.compact(999500, 'VND', 'vi')     | 1 triệu",
                "f.compact(999499999, 'VND', 'vi')  | 999 triệu",
                "f.compact(999500000, 'VND', 'vi')  | 1 tỷ",
                "f.compact(9994999999, 'VND', 'vi') | 9,99 tỷ",
                "f.compact(9995000000, 'VND', 'vi') | 10 tỷ",
            })
    void movesToTheNextUnitWhereRoundingReachesIt(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @Test
    void writesAColumnInOneUnitChosenByItsMiddle() {
        String unit = "const u = f.columnUnit([1900000000, 812400000, 120000000, 950000, 0, null], 'VND', 'vi');";
        assertThat(text(unit, "f.unitName(u)")).isEqualTo("triệu");
        assertThat(text(unit, "f.numberIn(1900000000, u)")).isEqualTo("1.900");
        assertThat(text(unit, "f.numberIn(950000, u)")).isEqualTo("1");
        assertThat(text(unit, "f.numberIn(null, u)")).isEqualTo("—");
        assertThat(text(unit, "f.numberIn(812400000, u)")).isEqualTo("812");
    }

    @Test
    void keepsAsManyDigitsInEveryRowOfAColumn() {
        String unit = "const u = f.columnUnit([5430000000, 4100000000, 3999000000], 'VND', 'vi');";
        assertThat(text(unit, "f.numberIn(5430000000, u)")).isEqualTo("5,43");
        assertThat(text(unit, "f.numberIn(4100000000, u)")).isEqualTo("4,10");
        assertThat(text("const u = f.columnUnit([], 'VND', 'vi');", "f.unitName(u)"))
                .isEqualTo("₫");
        assertThat(text(
                        "const u = f.columnUnit([2e6, 3e6], 'USD', 'en');",
                        "f.numberIn(2.5e6, u) + ' ' + f.unitName(u)"))
                .isEqualTo("2.50 m $");
    }

    @Test
    void roundsPartsSoThatTheyAddUpToTheRoundedTotal() {
        String unit = "const u = f.columnUnit([5e9, 4e9, 3e9], 'VND', 'vi');";
        // 1,004 + 1,004 + 1,004 = 3,012: each alone would be 1,00 and the total 3,01.
        assertThat(text(unit, "f.addUp([1004000000, 1004000000, 1004000000], u).join(' ')"))
                .isEqualTo("1,01 1,00 1,00");
        assertThat(text(unit, "f.addUp([1006000000, -6000000, null], u).join(' ')"))
                .isEqualTo("1,01 −0,01 0,00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "f.percent(0.734412, 'vi') | 73,4 %",
                "f.percent(0.734412, 'en') | 73.4%",
                "f.percent(1.2, 'vi')      | 120,0 %",
                "f.percent(-0.05, 'vi')    | −5,0 %",
                "f.percent(0.2845, 'vi')   | 28,5 %",
                "f.percent(1, 'vi')        | 100,0 %",
                "f.percent(null, 'vi')     | —",
                "f.count(12034, 'vi')      | 12.034",
                "f.count(12034, 'en')      | 12,034",
                "f.count(null, 'vi')       | —",
            })
    void writesSharesAndCounts(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @Test
    void neverSaysAQuotaIsReachedByRounding() {
        assertThat(text("f.percent(0.999999, 'vi')")).isEqualTo("99,9 %");
        assertThat(text("f.percent(0.9995, 'vi')")).isEqualTo("99,9 %");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "f.duration(12.7, 'vi')   | 12 giây",
                "f.duration(0, 'vi')      | 0 giây",
                "f.duration(75, 'vi')     | 1 phút 15 giây",
                "f.duration(3600, 'vi')   | 1 giờ",
                "f.duration(7500, 'vi')   | 2 giờ 5 phút",
                "f.duration(180000, 'vi') | 2 ngày 2 giờ",
                "f.duration(75, 'en')     | 1 min 15 s",
                "f.roughly(119, 'vi')     | 119 giây",
                "f.roughly(313, 'vi')     | 5 phút",
                "f.roughly(9000, 'vi')    | 3 giờ",
                "f.roughly(313, 'en')     | 5 min",
                "f.age(0.084, 'vi')       | 0,1 giây",
                "f.age(12.3, 'vi')        | 12 giây",
            })
    void saysHowLong(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "f.time(Date.parse('2026-11-23T17:05:59Z'), 'Asia/Ho_Chi_Minh')  | 00:05",
                "f.dayOf(Date.parse('2026-11-22T17:05:59Z'), 'Asia/Ho_Chi_Minh') | 2026-11-23",
                "f.dayOf(Date.parse('2026-11-22T16:59:59Z'), 'Asia/Ho_Chi_Minh') | 2026-11-22",
                "f.time(Date.parse('2026-11-22T17:05:59Z'), 'Asia/Kathmandu')    | 22:50",
                "f.time(Date.parse('2026-11-22T17:05:59Z'), '-03:30')            | 13:35",
                "f.time(Date.parse('2026-11-22T17:05:59Z'), 'UTC')               | 17:05",
                "f.date('2026-11-23', 'vi')        | Thứ Hai, 23/11/2026",
                "f.date('2026-11-22', 'vi')        | Chủ nhật, 22/11/2026",
                "f.date('2026-11-23', 'en')        | Monday, 23 November 2026",
                "f.dayAndMonth('2026-02-03', 'vi') | 03/02",
                "f.dayAndMonth('2026-02-03', 'en') | 3 Feb",
            })
    void tellsTimeByTheBusinessAndNotByTheMachine(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // Berlin's summer time ends at 01:00 UTC: the hour from two to three comes twice.
        "Europe/Berlin,    2026-10-24T21:59:00Z, 2026-10-24 23:59",
        "Europe/Berlin,    2026-10-24T22:00:00Z, 2026-10-25 00:00",
        "Europe/Berlin,    2026-10-25T00:59:00Z, 2026-10-25 02:59",
        "Europe/Berlin,    2026-10-25T01:00:00Z, 2026-10-25 02:00",
        "Europe/Berlin,    2026-10-25T22:59:00Z, 2026-10-25 23:59",
        "Europe/Berlin,    2026-10-25T23:00:00Z, 2026-10-26 00:00",
        "Europe/Berlin,    2026-11-23T13:40:00Z, 2026-11-23 14:40",
        "America/New_York, 2026-11-01T05:59:00Z, 2026-11-01 01:59",
        "America/New_York, 2026-11-01T06:00:00Z, 2026-11-01 01:00",
        "America/New_York, 2026-11-02T04:59:00Z, 2026-11-01 23:59",
        "America/New_York, 2027-03-14T06:59:00Z, 2027-03-14 01:59",
        "America/New_York, 2027-03-14T07:00:00Z, 2027-03-14 03:00",
    })
    void tellsTimeAcrossTheEndAndTheBeginningOfSummerTime(String zone, String instant, String expected) {
        String at = "const at = Date.parse('%s');".formatted(instant);
        assertThat(text(at, "f.dayOf(at, '%1$s') + ' ' + f.time(at, '%1$s')".formatted(zone)))
                .isEqualTo(expected);
    }

    @Test
    void datesWhatIsNotOfToday() {
        String day = "const at = (iso) => f.when(Date.parse(iso), '2026-11-23', 'Asia/Ho_Chi_Minh', 'vi').join(' ');";
        assertThat(text(day, "at('2026-11-22T17:00:00Z')")).isEqualTo("00:00");
        assertThat(text(day, "at('2026-11-22T16:59:00Z')")).isEqualTo("22/11 23:59");
        assertThat(text(day, "at('2026-11-23T17:00:00Z')")).isEqualTo("24/11 00:00");
        assertThat(text(day, "at('2025-11-23T03:00:00Z')")).isEqualTo("23/11 2025");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "quarter | 2026-10-01T00:00+02:00 | 2027-01-01T00:00+01:00 | Quý 4/2026 | Q4 2026",
                "week    | 2026-10-19T00:00+02:00 | 2026-10-26T00:00+01:00 | Tuần 43 (19/10–25/10) | Week 43 (19 Oct–25 Oct)",
                "month   | 2026-11-01T00:00-04:00 | 2026-12-01T00:00-05:00 | Tháng 11/2026 | November 2026",
                "day     | 2026-11-23T00:00+07:00 | 2026-11-24T00:00+07:00 | Thứ Hai, 23/11/2026 | Monday, 23 November 2026",
                "week    | 2026-11-16T00:00+07:00 | 2026-11-23T00:00+07:00 | Tuần 47 (16/11–22/11) | Week 47 (16 Nov–22 Nov)",
                "week    | 2026-12-28T00:00+07:00 | 2027-01-04T00:00+07:00 | Tuần 53 (28/12–03/01) | Week 53 (28 Dec–3 Jan)",
                "week    | 2024-12-30T00:00+07:00 | 2025-01-06T00:00+07:00 | Tuần 1 (30/12–05/01) | Week 1 (30 Dec–5 Jan)",
                "month   | 2026-11-01T00:00+07:00 | 2026-12-01T00:00+07:00 | Tháng 11/2026 | November 2026",
                "quarter | 2026-10-01T00:00+07:00 | 2027-01-01T00:00+07:00 | Quý 4/2026 | Q4 2026",
                "year    | 2026-01-01T00:00+07:00 | 2027-01-01T00:00+07:00 | Năm 2026 | 2026",
            })
    void namesWindows(String unit, String start, String end, String vi, String en) {
        String window = "const w = { unit: '%s', start: '%s', end: '%s' };".formatted(unit, start, end);
        assertThat(text(window, "f.windowName(w, 'vi')")).isEqualTo(vi);
        assertThat(text(window, "f.windowName(w, 'en')")).isEqualTo(en);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Nguyễn Văn An                       | 21 | Nguyễn Văn An",
                "Lê Thị Ngọc Bảo Khánh Nhung         | 21 | Lê T.N.B. Khánh Nhung",
                "Nguyễn Phước Quý Thị Bảo Khánh Ngọc | 21 | Nguyễn Khánh Ngọc",
                "Nguyễn Phước Quý Thị Bảo Khánh Ngọc | 14 | N. Khánh Ngọc",
                "Lajuana Hendrixson                  | 14 | L. Hendrixson",
                "Supercalifragilistic                | 10 | Supercalifragilistic",
            })
    void shortensANameFromTheFrontBecauseTheGivenNameStandsLast(String name, int most, String expected) {
        assertThat(text("f.fitName('" + name + "', " + most + ")")).isEqualTo(expected);
    }

    @Test
    void neverLeavesAUnitAloneOnTheNextLine() {
        assertThat(raw("", "f.money(1250000, 'VND', 'vi')")).isEqualTo("1.250.000\u00a0₫");
        assertThat(raw("", "f.compact(12500000, 'USD', 'vi')")).isEqualTo("12,5\u00a0triệu\u00a0$");
        assertThat(raw("", "f.percent(0.5, 'vi')")).isEqualTo("50,0\u00a0%");
    }

    private static String text(String expression) {
        return text("", expression);
    }

    private static String text(String before, String expression) {
        return raw(before, expression).replace('\u00a0', ' ');
    }

    private static String raw(String before, String expression) {
        return (String) page.evaluate("async () => { const f = await import('/format.js'); " + before
                + " return String(" + expression + "); }");
    }

    private static void serve(String path, String type, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
    }
}
