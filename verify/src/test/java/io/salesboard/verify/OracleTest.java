package io.salesboard.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.stack.Stack;
import io.salesboard.testdatabases.TestDatabases;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQL of every KPI against figures computed by hand from {@link TinyHistory}. */
class OracleTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String NOVEMBER = "2026-11-01";

    @TempDir
    static Path directory;

    private static TestDatabases databases;
    private static Oracle oracle;

    @BeforeAll
    static void prepare() throws Exception {
        databases = TestDatabases.start();
        TinyHistory.load(databases);
        Stack stack = TinyHistory.stack(databases, "-", directory);
        oracle = Oracle.open(stack);
        try (Cut cut = Cut.take(stack, false)) {
            cut.copyTo(oracle);
        }
        oracle.prepare();
    }

    @AfterAll
    static void close() throws SQLException {
        oracle.close();
        databases.close();
    }

    private static String value(String key, Scope scope, String id, WindowUnit unit, String start)
            throws SQLException, IOException {
        return value(Catalogue.kpi(key.substring(0, key.indexOf('.'))), key, scope, id, unit, start);
    }

    private static String value(Kpi kpi, String key, Scope scope, String id, WindowUnit unit, String start)
            throws SQLException, IOException {
        Instant from = unit == WindowUnit.NOW
                ? Instant.EPOCH
                : LocalDate.parse(start).atStartOfDay(ZONE).toInstant();
        Question question = new Question(scope, new BusinessCalendar(ZONE).windowOf(unit, from));
        oracle.forget();
        oracle.ask(question, List.of(id));
        oracle.fold();
        oracle.compute(kpi, unit, TinyHistory.NOW);
        oracle.beginReading();
        try (Figures figures = oracle.read(kpi)) {
            Map<String, String> values = figures.of(question).get(id);
            BigDecimal value = values == null ? null : Comparison.number(values.get(key));
            return value == null ? "none" : value.stripTrailingZeros().toPlainString();
        } finally {
            oracle.endReading();
        }
    }

    private static String withoutToday(String key, Scope scope, String id, WindowUnit unit, String start)
            throws SQLException, IOException {
        return value(Leaderboards.KPI, key, scope, id, unit, start);
    }

    private static String month(String key, Scope scope, String id) throws SQLException, IOException {
        return value(key, scope, id, WindowUnit.MONTH, NOVEMBER);
    }

    private static String day(String key, Scope scope, String id, String day) throws SQLException, IOException {
        return value(key, scope, id, WindowUnit.DAY, day);
    }

    @Test
    void theSqlOfEveryKpiRunsInItsWindows() throws SQLException, IOException {
        oracle.forget();
        for (Kpi kpi : Catalogue.kpis()) {
            for (WindowUnit unit : kpi.windows()) {
                assertThatCode(() -> oracle.compute(kpi, unit, TinyHistory.NOW))
                        .as(kpi.id() + " " + unit)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void movementComparesWithTheWindowWithoutTodayAndTheDayWithoutThisHour() throws SQLException, IOException {
        assertThat(withoutToday("K01.net", Scope.REP, "A", WindowUnit.MONTH, NOVEMBER))
                .isEqualTo("810");
        assertThat(withoutToday("K51.attainment", Scope.REP, "A", WindowUnit.MONTH, NOVEMBER))
                .isEqualTo("0.027");
        assertThat(withoutToday("K01.net", Scope.REP, "B", WindowUnit.MONTH, NOVEMBER))
                .isEqualTo("0");
        assertThat(withoutToday("K51.attainment", Scope.REP, "B", WindowUnit.MONTH, NOVEMBER))
                .isEqualTo("0");
        assertThat(withoutToday("K01.net", Scope.STORE, "S2", WindowUnit.WEEK, "2026-11-16"))
                .isEqualTo("none");
        assertThat(withoutToday("K01.net", Scope.REP, "B", WindowUnit.DAY, "2026-11-20"))
                .isEqualTo("1000");
        assertThat(withoutToday("K01.net", Scope.REP, "A", WindowUnit.DAY, "2026-11-09"))
                .isEqualTo("none");
    }

    @Test
    void revenueIsBookedOnCompletionAndRefundsAlsoOnTheirOwnDay() throws SQLException, IOException {
        assertThat(month("K01.gross", Scope.COMPANY, "company")).isEqualTo("2002");
        assertThat(month("K01.net", Scope.COMPANY, "company")).isEqualTo("1800");
        assertThat(day("K01.net", Scope.COMPANY, "company", "2026-11-09")).isEqualTo("810");
        assertThat(day("K01.net_refund_dated", Scope.COMPANY, "company", "2026-11-09"))
                .isEqualTo("900");
        assertThat(day("K01.net_refund_dated", Scope.COMPANY, "company", "2026-11-10"))
                .isEqualTo("-90");
    }

    @Test
    void teamsAreCreditedWhereTheRepWasOnTheDay() throws SQLException, IOException {
        assertThat(month("K01.net", Scope.TEAM, "T1")).isEqualTo("1810");
        assertThat(month("K01.net_refund_dated", Scope.TEAM, "T1")).isEqualTo("1900");
        assertThat(month("K01.net_refund_dated", Scope.TEAM, "T2")).isEqualTo("-90");
        assertThat(month("K01.net", Scope.TEAM, "-")).isEqualTo("-10");
        assertThat(month("K02.orders", Scope.REGION, "N")).isEqualTo("2");
        assertThat(month("K03.aov", Scope.COMPANY, "company")).isEqualTo("600");
    }

    @Test
    void wholeOrderAmountsAreSpreadOverItsLinesByValue() throws SQLException, IOException {
        assertThat(month("K07.net", Scope.PRODUCT, "P1")).isEqualTo("324");
        assertThat(month("K07.net", Scope.PRODUCT, "P2")).isEqualTo("1486");
        assertThat(month("K07.net", Scope.PRODUCT, "-")).isEqualTo("-10");
        assertThat(month("K07.units", Scope.PRODUCT, "P1")).isEqualTo("2.5");
        assertThat(month("K07.margin", Scope.PRODUCT, "P1")).isEqualTo("173");
        assertThat(month("K07.margin", Scope.PRODUCT, "P2")).isEqualTo("none");
        assertThat(month("K07.net", Scope.CATEGORY, "Giấy")).isEqualTo("1810");
        assertThat(month("K07.units", Scope.CATEGORY, "Giấy")).isEqualTo("4.5"); // 2 + 1 + 0.5 + 1
        assertThat(month("K07.margin", Scope.CATEGORY, "Giấy")).isEqualTo("173");
        assertThat(month("K07.margin", Scope.CATEGORY, "-")).isEqualTo("none");
        assertThat(day("K01.net_refund_dated", Scope.PRODUCT, "P2", "2026-11-10"))
                .isEqualTo("-54");
    }

    @Test
    void placesAndChannelsHaveTheirShareOfTheCompany() throws SQLException, IOException {
        assertThat(month("K06.net", Scope.REGION, "S")).isEqualTo("1000");
        assertThat(month("K06.share", Scope.STORE, "S1")).isEqualTo("0.45");
        assertThat(month("K06.gap_to_mean", Scope.STORE, "S3")).isEqualTo("-600");
        assertThat(month("K06.net", Scope.STORE_KIND, "store")).isEqualTo("1810");
        assertThat(month("K06.gap_to_mean", Scope.STORE_KIND, "store")).isEqualTo("910");
        assertThat(month("K06.net", Scope.STORE_KIND, "-")).isEqualTo("-10");
        assertThat(month("K08.share", Scope.CHANNEL, "website")).isEqualTo("0.555556");
        assertThat(day("K08.share", Scope.CHANNEL, "store", "2026-11-20")).isEqualTo("0");
        assertThat(day("K08.share", Scope.CHANNEL, "store", "2026-11-11")).isEqualTo("none");
    }

    /** What is asked for has a row of the board; beside a row of others, all other labels are part of it. */
    @Test
    void labelsWithoutARowArePartOfTheOthers() throws SQLException, IOException {
        assertThat(month("K22.leads", Scope.LEAD_SOURCE, "~")).isEqualTo("3");
        assertThat(month("K23.share", Scope.LEAD_SOURCE, "~")).isEqualTo("1");
        assertThat(month("K27.cohort", Scope.LEAD_SOURCE, "~")).isEqualTo("0.333333");
        assertThat(month("K29.amount", Scope.LEAD_SOURCE, "~")).isEqualTo("1802");
        assertThat(month("K32.lost", Scope.LOST_REASON, "~")).isEqualTo("2");
        assertThat(month("K08.net", Scope.CHANNEL, "~")).isEqualTo(month("K01.net", Scope.COMPANY, "company"));
        assertThat(month("K01.net", Scope.CHANNEL, "~")).isEqualTo(month("K01.net", Scope.COMPANY, "company"));
        assertThat(month("K22.leads", Scope.LEAD_SOURCE, "web")).isEqualTo("2");
    }

    @Test
    void revenuePerRepCountsActiveRepsWhereTheyAreAssigned() throws SQLException, IOException {
        assertThat(month("K05.per_rep", Scope.COMPANY, "company")).isEqualTo("900");
        assertThat(month("K05.per_rep", Scope.TEAM, "T1")).isEqualTo("1810");
        assertThat(month("K05.per_rep", Scope.REP, "C")).isEqualTo("none");
        assertThat(day("K05.per_rep", Scope.TEAM, "T1", "2026-11-09")).isEqualTo("405");
    }

    @Test
    void whatIsOwedCountsSettledPaymentsOnly() throws SQLException, IOException {
        assertThat(month("K14.paid", Scope.REP, "A")).isEqualTo("500");
        assertThat(month("K14.unpaid", Scope.REP, "A")).isEqualTo("385");
        assertThat(month("K14.unpaid", Scope.REP, "B")).isEqualTo("-100");
        assertThat(month("K14.paid_orders", Scope.COMPANY, "company")).isEqualTo("2");
        assertThat(month("K14.unpaid", Scope.REGION, "N")).isEqualTo("285");
        assertThat(value("K14.unpaid", Scope.REGION, "S", WindowUnit.NOW, null)).isEqualTo("385");
    }

    @Test
    void leadsConvertInTheirPeriodAndInTheirCohort() throws SQLException, IOException {
        assertThat(month("K22.leads", Scope.COMPANY, "company")).isEqualTo("3");
        assertThat(month("K23.share", Scope.LEAD_SOURCE, "web")).isEqualTo("0.666667");
        assertThat(month("K23.share", Scope.REGION, "-")).isEqualTo("0.333333");
        assertThat(month("K27.cohort", Scope.TEAM, "T1")).isEqualTo("0.5");
        assertThat(month("K27.period", Scope.TEAM, "T1")).isEqualTo("0");
        assertThat(month("K27.period", Scope.TEAM, "T2")).isEqualTo("none");
        assertThat(month("K27.period", Scope.REP, "A")).isEqualTo("0.5");
    }

    @Test
    void opportunitiesCountByCreationByClosingAndWhileOpen() throws SQLException, IOException {
        assertThat(month("K29.count", Scope.REP, "A")).isEqualTo("4");
        assertThat(month("K29.amount", Scope.REP, "A")).isEqualTo("1802");
        assertThat(month("K32.ratio", Scope.REP, "A")).isEqualTo("0.5");
        assertThat(month("K32.rate", Scope.PRODUCT, "P1")).isEqualTo("0.5");
        assertThat(month("K32.lost", Scope.LOST_REASON, "price")).isEqualTo("1");
        assertThat(month("K32.lost", Scope.LOST_REASON, "-")).isEqualTo("1");
        assertThat(month("K33.amount", Scope.TEAM, "T2")).isEqualTo("501");
        assertThat(month("K33.leads", Scope.TEAM, "T1")).isEqualTo("2");
        assertThat(value("K36.amount", Scope.TEAM, "T2", WindowUnit.NOW, null)).isEqualTo("1001");
        assertThat(value("K36.weighted", Scope.COMPANY, "company", WindowUnit.NOW, null))
                .isEqualTo("501");
        assertThat(value("K36.coverage", Scope.COMPANY, "company", WindowUnit.NOW, null))
                .isEqualTo("0.227727");
    }

    @Test
    void quotasOfAWindowAreSetForItOrMadeOfItsMonths() throws SQLException, IOException {
        assertThat(month("K51.quota", Scope.REP, "A")).isEqualTo("30000");
        assertThat(month("K51.quota", Scope.TEAM, "T1")).isEqualTo("none");
        assertThat(month("K51.attainment", Scope.REP, "B")).isEqualTo("1");
        assertThat(value("K51.quota", Scope.COMPANY, "company", WindowUnit.QUARTER, "2026-10-01"))
                .isEqualTo("4000");
        assertThat(value("K51.quota", Scope.COMPANY, "company", WindowUnit.YEAR, "2026-01-01"))
                .isEqualTo("9000");
        assertThat(value("K51.quota", Scope.REP, "A", WindowUnit.YEAR, "2026-01-01"))
                .isEqualTo("30000");
        assertThat(day("K51.quota", Scope.REP, "A", "2026-11-20")).isEqualTo("509");
        assertThat(day("K51.quota", Scope.REP, "A", "2026-11-19")).isEqualTo("1017");
        assertThat(value("K51.quota", Scope.REP, "A", WindowUnit.WEEK, "2026-11-30"))
                .isEqualTo("1017");
    }

    @Test
    void repsAtQuotaAreOfTheTeamTheyAreInNow() throws SQLException, IOException {
        assertThat(month("K52.share", Scope.COMPANY, "company")).isEqualTo("0.5");
        assertThat(month("K52.at_quota", Scope.TEAM, "T1")).isEqualTo("1");
        assertThat(month("K52.share", Scope.TEAM, "T2")).isEqualTo("0");
    }

    @Test
    void paceCountsThePartOfTodayThatHasPassed() throws SQLException, IOException {
        assertThat(month("K54.expected", Scope.REP, "A")).isEqualTo("0.652542");
        assertThat(month("K54.pace", Scope.REP, "A")).isEqualTo("0.041377");
        assertThat(month("K54.gap", Scope.REP, "A")).isEqualTo("-18766");
        assertThat(month("K54.required_run_rate", Scope.REP, "A")).isEqualTo("2848");
        assertThat(month("K54.projected", Scope.REP, "A")).isEqualTo("1241");
        assertThat(day("K54.expected", Scope.REP, "C", "2026-11-20")).isEqualTo("0.5");
        assertThat(day("K54.required_run_rate", Scope.REP, "A", "2026-11-09")).isEqualTo("none");
    }
}
