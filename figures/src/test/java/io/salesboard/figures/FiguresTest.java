package io.salesboard.figures;

import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final String MONTH_START = "2026-11-01";
    private static final String TODAY = "2026-11-23";

    private final Told told = new Told();
    private String currency = "VND";

    private Map<String, String> values(Scope scope, WindowUnit unit, String id) {
        return told.read(view -> {
            Reading reading = Reading.of(view, Told.business(currency));
            Map<String, String> texts = new HashMap<>();
            reading.in(reading.present(unit))
                    .values(scope, id)
                    .forEach((key, value) -> texts.put(key, value == null ? "-" : value.toPlainString()));
            return texts;
        });
    }

    private List<String> ids(Scope scope, WindowUnit unit) {
        return told.read(view -> {
            Reading reading = Reading.of(view, Told.business(currency));
            return reading.ids(scope, reading.present(unit));
        });
    }

    /** Places as {@code id rank movement}. */
    private List<String> ranking(String value, WindowUnit unit) {
        return told.read(view -> {
            Reading reading = Reading.of(view, Told.business(currency));
            return reading.ranking(Catalogue.value(value), REP, reading.present(unit)).places().stream()
                    .map(place -> place.id() + " " + place.rank() + " " + place.movement())
                    .toList();
        });
    }

    @Test
    void dividesMoneyInMinorUnitsAndShowsMajorUnits() {
        currency = "USD";
        told.cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 1_000L, ORDERS, 3L))
                .frame();

        assertThat(values(COMPANY, MONTH, "company"))
                .containsEntry("K01.net", "10.00")
                .containsEntry("K02.orders", "3")
                .containsEntry("K03.aov", "3.33");
    }

    @Test
    void hasNoValueForAZeroDenominator() {
        told.frame();

        assertThat(values(COMPANY, MONTH, "company"))
                .containsEntry("K03.aov", "-")
                .containsEntry("K05.per_rep", "-")
                .containsEntry("K27.period", "-")
                .containsEntry("K32.rate", "-")
                .containsEntry("K51.quota", "-")
                .containsEntry("K51.attainment", "-")
                .containsEntry("K52.share", "-")
                .containsEntry("K54.pace", "-")
                .containsEntry("K01.net", "0");
    }

    @Test
    void pacesByWorkingTimeUpToTheMinute() {
        // 22 whole days and half of the 23rd (15:00 of 8:00 to 22:00) of 30, of which one is a holiday.
        told.weight("2026-11-02", "0")
                .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 2_150L, QUOTA, 5_800L, QUOTAS, 1L))
                .frame();

        assertThat(values(COMPANY, MONTH, "company"))
                .containsEntry("K54.expected", "0.741379") // 21.5 / 29
                .containsEntry("K51.attainment", "0.370690")
                .containsEntry("K54.pace", "0.500000")
                .containsEntry("K54.gap", "-2150")
                .containsEntry("K54.required_run_rate", "487") // 3650 / 7.5
                .containsEntry("K54.projected", "2900");
    }

    @Test
    void countsAStoreAsItsOwnLocationAndARegionByTheStoresInIt() {
        told.storeNamed("S1", "Một")
                .storeNamed("S2", "Hai")
                .region("N", "Nam")
                .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 100L))
                .cell(STORE, "S1", MONTH, MONTH_START, Map.of(NET, 80L, ORDERS, 2L))
                .cell(REGION, "N", MONTH, MONTH_START, Map.of(NET, 10L))
                .cell(LOCATION, "N", MONTH, MONTH_START, Map.of(NET, 60L, ORDERS, 1L))
                .frame();

        assertThat(values(STORE, MONTH, "S1"))
                .containsEntry("K06.net", "80")
                .containsEntry("K06.orders", "2")
                .containsEntry("K06.share", "0.800000")
                .containsEntry("K06.gap_to_mean", "30");
        assertThat(values(STORE, MONTH, "S2")).containsEntry("K06.gap_to_mean", "-50");
        assertThat(values(REGION, MONTH, "N"))
                .containsEntry("K01.net", "10")
                .containsEntry("K06.net", "60")
                .containsEntry("K06.orders", "1")
                .containsEntry("K06.gap_to_mean", "-40");
    }

    @Test
    void listsARegionThatOnlyItsStoresSoldIn() {
        told.cell(LOCATION, "S", MONTH, MONTH_START, Map.of(NET, 60L, ORDERS, 1L))
                .cell(LOCATION, "E", MONTH, MONTH_START, Map.of(NET, 0L))
                .cell(REGION, "N", MONTH, MONTH_START, Map.of(NET, 10L))
                .frame();

        assertThat(ids(REGION, MONTH)).containsExactly("N", "S");
        assertThat(values(REGION, MONTH, "S")).containsEntry("K01.net", "0").containsEntry("K06.net", "60");
        assertThat(values(REGION, MONTH, "N")).containsEntry("K01.net", "10").containsEntry("K06.net", "0");
    }

    @Test
    void ranksRegionsOfEqualLocationsByWhoseStoresWereThereFirst() {
        told.at(Told.local("2026-11-22T09:00")).cell(LOCATION, "late", MONTH, MONTH_START, Map.of(NET, 60L));
        told.at(Told.local("2026-11-20T09:00"))
                .cell(LOCATION, "soon", MONTH, MONTH_START, Map.of(NET, 60L))
                .cell(REGION, "late", MONTH, MONTH_START, Map.of(NET, 60L));
        told.at(Told.NOW)
                .cell(REGION, "soon", MONTH, MONTH_START, Map.of(NET, 60L))
                .frame();

        Reading reading = Reading.of(told.store.state(), Told.business(currency));
        assertThat(reading.ranking(Catalogue.value("K06.net"), REGION, reading.present(MONTH))
                        .places())
                .extracting(Ranking.Entry::id)
                .containsExactly("soon", "late");
    }

    @Test
    void labelsWithoutARowOfTheirOwnStandLastAndHaveNoPlace() {
        told.cell(LEAD_SOURCE, "zalo", MONTH, MONTH_START, Map.of(LEADS, 1L))
                .cell(LEAD_SOURCE, "~", MONTH, MONTH_START, Map.of(LEADS, 90L))
                .cell(LEAD_SOURCE, "-", MONTH, MONTH_START, Map.of(LEADS, 2L))
                .cell(LEAD_SOURCE, "web", MONTH, MONTH_START, Map.of(LEADS, 3L))
                .frame();

        assertThat(ids(LEAD_SOURCE, MONTH)).containsExactly("web", "zalo", "~", "-");
        told.read(view -> {
            Reading reading = Reading.of(view, Told.business(currency));
            assertThat(reading.name(LEAD_SOURCE, "~")).isEqualTo("Khác");
            assertThat(reading.ranking(Catalogue.value("K22.leads"), LEAD_SOURCE, reading.present(MONTH))
                            .places())
                    .extracting(Ranking.Entry::id, Ranking.Entry::rank)
                    .startsWith(tuple("web", 1), tuple("zalo", 2))
                    .endsWith(tuple("~", null), tuple("-", null));
            return null;
        });
    }

    @Test
    void addsUpStoresByKind() {
        told.entity("store", "S1", Map.of("store_id", "S1", "name", "Một", "kind", "store"))
                .entity("store", "S2", Map.of("store_id", "S2", "name", "Hai", "kind", "store"))
                .entity("store", "S3", Map.of("store_id", "S3", "name", "Web", "kind", "online"))
                .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 100L))
                .cell(STORE, "S1", MONTH, MONTH_START, Map.of(NET, 50L, ORDERS, 2L))
                .cell(STORE, "S2", MONTH, MONTH_START, Map.of(NET, 30L, ORDERS, 1L))
                .cell(STORE, "S9", MONTH, MONTH_START, Map.of(NET, 20L, ORDERS, 1L))
                .frame();

        assertThat(ids(STORE_KIND, MONTH)).containsExactly("online", "store", "-");
        assertThat(values(STORE_KIND, MONTH, "store"))
                .containsEntry("K06.net", "80")
                .containsEntry("K06.orders", "3")
                .containsEntry("K06.share", "0.800000")
                .containsEntry("K06.gap_to_mean", "30");
        assertThat(values(STORE_KIND, MONTH, "online")).containsEntry("K06.gap_to_mean", "-50");
        assertThat(values(STORE_KIND, MONTH, "-")).containsEntry("K06.net", "20");
    }

    @Test
    void addsUpProductsByCategoryAndTheMarginOfThoseWhoseCostIsKnown() {
        told.productIn("Giấy", "P1", "2")
                .productIn("Giấy", "P2", null)
                .productIn("Mực", "P3", null)
                .cell(PRODUCT, "P1", MONTH, MONTH_START, Map.of(NET, 100L, UNITS, 100_000L))
                .cell(PRODUCT, "P2", MONTH, MONTH_START, Map.of(NET, 40L, UNITS, 10_000L))
                .frame();

        assertThat(ids(CATEGORY, MONTH)).containsExactly("Giấy", "Mực");
        assertThat(values(CATEGORY, MONTH, "Giấy"))
                .containsEntry("K07.net", "140")
                .containsEntry("K07.units", "11")
                .containsEntry("K07.margin", "80"); // 100 − 10 × 2
        assertThat(values(CATEGORY, MONTH, "Mực")).containsEntry("K07.net", "0").containsEntry("K07.margin", "-");
    }

    @Test
    void knowsAMarginOnlyWhereTheCostIsInTheBaseCurrency() {
        currency = "USD";
        Map<io.salesboard.core.model.Measure, Long> sold = Map.of(NET, 10_000L, UNITS, 25_000L);
        told.product("P1", "12.3450", "USD")
                .product("P2", "12.3450", "VND")
                .product("P3", null, "USD")
                .cell(PRODUCT, "P1", MONTH, MONTH_START, sold)
                .cell(PRODUCT, "P2", MONTH, MONTH_START, sold)
                .cell(PRODUCT, "P3", MONTH, MONTH_START, sold)
                .frame();

        assertThat(values(PRODUCT, MONTH, "P1"))
                .containsEntry("K07.units", "2.5")
                .containsEntry("K07.margin", "69.14"); // 100.00 − 2.5 × 12.345
        assertThat(values(PRODUCT, MONTH, "P2")).containsEntry("K07.margin", "-");
        assertThat(values(PRODUCT, MONTH, "P3")).containsEntry("K07.margin", "-");
    }

    @Test
    void countsRepsWhereTheyAreAssignedToday() {
        told.rep("R1", "An").rep("R2", "Bình").rep("R3", "Chi").rep("R4", "Dũng");
        told.entity("rep", "R5", Map.of("rep_id", "R5", "name", "Em", "hire_date", "2026-12-01", "active", "true"));
        told.entity("rep", "R6", Map.of("rep_id", "R6", "name", "Phúc", "active", "false"));
        told.assigned("R1", "T1", "N", "2026-01-01")
                .assigned("R2", "T1", "N", "2026-01-01")
                .assigned("R3", "T2", "N", "2026-01-01")
                .assigned("R5", "T1", "N", "2026-01-01")
                .assigned("R6", "T1", "N", "2026-01-01")
                .assigned("R2", "T2", "N", "2026-11-24") // from tomorrow
                .cell(REP, "R1", MONTH, MONTH_START, Map.of(NET, 100L, QUOTA, 100L, QUOTAS, 1L))
                .cell(REP, "R2", MONTH, MONTH_START, Map.of(NET, 99L, QUOTA, 100L, QUOTAS, 1L))
                .cell(REP, "R3", MONTH, MONTH_START, Map.of(NET, 5L, QUOTA, 0L, QUOTAS, 1L))
                .cell(REP, "R4", MONTH, MONTH_START, Map.of(NET, 100L, QUOTA, 100L, QUOTAS, 1L))
                .cell(TEAM, "T1", MONTH, MONTH_START, Map.of(NET, 199L))
                .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 304L))
                .frame();

        assertThat(values(TEAM, MONTH, "T1"))
                .containsEntry("K05.per_rep", "100")
                .containsEntry("K52.at_quota", "1")
                .containsEntry("K52.share", "0.500000");
        assertThat(values(TEAM, MONTH, "T2")).containsEntry("K52.at_quota", "0").containsEntry("K52.share", "0.000000");
        assertThat(values(COMPANY, MONTH, "company"))
                .containsEntry("K05.per_rep", "101")
                .containsEntry("K52.share", "0.333333");
        assertThat(values(REP, MONTH, "R1")).containsEntry("K05.per_rep", "100");
        assertThat(values(REP, MONTH, "R4")).containsEntry("K05.per_rep", "-");
    }

    @Test
    void sumsWhatIsOpenNowOverTheRepsATeamHasToday() {
        told.assigned("R1", "T1", "N", "2026-01-01")
                .assigned("R2", "T1", null, "2026-11-23")
                .cellOfNow(REP, "R1", Map.of(OPEN, 2L, OPEN_WEIGHTED, 30L, UNPAID, 7L))
                .cellOfNow(REP, "R2", Map.of(OPEN, 1L, OPEN_WEIGHTED, 20L, UNPAID, 5L))
                .cellOfNow(REP, "R9", Map.of(OPEN, 4L))
                .cellOfNow(REP, "-", Map.of(OPEN, 8L))
                .cell(TEAM, "T1", MONTH, "2026-10-01", Map.of(NET, 60L))
                .cell(TEAM, "T1", MONTH, MONTH_START, Map.of(NET, 40L))
                .cell(TEAM, "T1", QUARTER, "2026-10-01", Map.of(QUOTA, 300L, QUOTAS, 1L))
                .frame();

        assertThat(ids(TEAM, NOW)).containsExactly("T1", "-");
        assertThat(values(TEAM, NOW, "T1"))
                .containsEntry("K36.open", "3")
                .containsEntry("K36.weighted", "50")
                .containsEntry("K36.coverage", "0.250000");
        assertThat(values(TEAM, NOW, "-")).containsEntry("K36.open", "12");
        assertThat(values(REGION, NOW, "N")).containsEntry("K14.unpaid", "7");
        assertThat(values(REGION, NOW, "-")).containsEntry("K14.unpaid", "5");
    }

    @Test
    void hasNoCoverageOnceTheQuotaIsReached() {
        told.cellOfNow(REP, "R1", Map.of(OPEN_WEIGHTED, 30L))
                .cell(REP, "R1", MONTH, "2026-10-01", Map.of(NET, 300L))
                .cell(REP, "R1", QUARTER, "2026-10-01", Map.of(QUOTA, 300L, QUOTAS, 1L))
                .frame();

        assertThat(values(REP, NOW, "R1")).containsEntry("K36.coverage", "-");
    }

    @Test
    void derivesAQuotaFromTheMonthsAndADaysFromItsMonth() {
        told.quota(REP, "R1", MONTH, "2026-10-01", 100)
                .quota(REP, "R1", MONTH, MONTH_START, 300)
                .weight(TODAY, "0.5")
                .frame();

        assertThat(values(REP, QUARTER, "R1")).containsEntry("K51.quota", "400");
        assertThat(values(REP, DAY, "R1")).containsEntry("K51.quota", "5"); // 300 × 0.5 ÷ 29.5, by rounded running sums
        assertThat(values(REP, HOUR, "R1")).doesNotContainKey("K51.quota");
    }

    @Test
    void ranksTiesByWhoWasFirstThenById() {
        told.at(Told.local("2026-11-20T09:00")).cell(REP, "late-id", MONTH, MONTH_START, Map.of(NET, 50L));
        told.at(Told.local("2026-11-22T09:00"))
                .cell(REP, "b", MONTH, MONTH_START, Map.of(NET, 50L))
                .cell(REP, "a", MONTH, MONTH_START, Map.of(NET, 50L))
                .cell(REP, "top", MONTH, MONTH_START, Map.of(NET, 51L))
                .cell(REP, "-", MONTH, MONTH_START, Map.of(NET, 99L))
                .at(Told.NOW)
                .frame();

        assertThat(ranking("K01.net", MONTH))
                .containsExactly("top 1 0", "late-id 2 0", "a 3 0", "b 4 0", "- null null");
    }

    @Test
    void movesSinceTheStartOfTodayOrOfTheHour() {
        told.cell(REP, "a", MONTH, MONTH_START, Map.of(NET, 100L))
                .cell(REP, "b", MONTH, MONTH_START, Map.of(NET, 120L))
                .cell(REP, "b", DAY, TODAY, Map.of(NET, 40L))
                .cell(REP, "c", DAY, TODAY, Map.of(NET, 20L))
                .cellOfHour(REP, "b", "2026-11-23T15:00", Map.of(NET, 30L))
                .cellOfHour(REP, "c", "2026-11-23T14:00", Map.of(NET, 20L))
                .frame();

        assertThat(ranking("K01.net", MONTH)).containsExactly("b 1 1", "a 2 -1");
        assertThat(ranking("K01.net", DAY)).containsExactly("b 1 1", "c 2 -1");
    }

    @Test
    void addsWeeksUpFromTheirDaysAndQuartersAndYearsFromTheirMonths() {
        told.at(Told.local("2026-11-20T09:00")).cell(REP, "a", MONTH, "2026-01-01", Map.of(NET, 1L));
        told.at(Told.local("2026-11-22T09:00"))
                .cell(REP, "a", MONTH, "2025-12-01", Map.of(NET, 100L))
                .cell(REP, "a", MONTH, "2026-10-01", Map.of(NET, 20L))
                .cell(REP, "a", MONTH, "2026-12-01", Map.of(NET, 300L))
                .cell(REP, "b", MONTH, "2026-02-01", Map.of(NET, 321L))
                .cell(REP, "a", DAY, "2026-11-22", Map.of(NET, 7L))
                .cell(REP, "a", DAY, TODAY, Map.of(NET, 8L))
                .cell(REP, "a", DAY, "2026-11-29", Map.of(NET, 9L))
                .cell(REP, "a", DAY, "2026-11-30", Map.of(NET, 10L))
                .at(Told.NOW)
                .frame();

        assertThat(values(REP, WEEK, "a")).containsEntry("K01.net", "17");
        assertThat(values(REP, QUARTER, "a")).containsEntry("K01.net", "320");
        assertThat(values(REP, YEAR, "a")).containsEntry("K01.net", "321");
        assertThat(ids(REP, YEAR)).containsExactly("a", "b");
        assertThat(ids(REP, QUARTER)).containsExactly("a");
        // Both stand at 321 since the same moment; the 8 of today were the difference before.
        assertThat(ranking("K01.net", YEAR)).containsExactly("a 1 1", "b 2 -1");
    }

    @Test
    void doesNotMoveInAWindowThatBeganToday() {
        // A Monday: nobody had a place in this week before.
        told.cell(REP, "a", DAY, TODAY, Map.of(NET, 20L))
                .cell(REP, "b", DAY, TODAY, Map.of(NET, 40L))
                .frame();

        assertThat(ranking("K01.net", WEEK)).containsExactly("b 1 0", "a 2 0");
    }

    @Test
    void forgetsWhatIsNoEntityAnyMoreOnceNothingIsLeftOfIt() {
        told.rep("R1", "An")
                .rep("R2", "Bình")
                .storeNamed("S1", "Một")
                .productIn("Giấy", "P1", null)
                .cell(REP, "R2", MONTH, MONTH_START, Map.of(NET, 100L))
                .cell(STORE, "S1", MONTH, MONTH_START, Map.of(NET, 100L))
                .cell(PRODUCT, "P1", MONTH, MONTH_START, Map.of(NET, 100L))
                .frame();
        told.entityDeleted("rep", "R2")
                .entityDeleted("store", "S1")
                .entityDeleted("product", "P1")
                .frame();

        assertThat(ids(REP, MONTH)).as("R2 still has figures").containsExactly("R1", "R2");

        told.cell(REP, "R2", MONTH, MONTH_START, Map.of(NET, 0L))
                .cell(STORE, "S1", MONTH, MONTH_START, Map.of(NET, 0L))
                .cell(PRODUCT, "P1", MONTH, MONTH_START, Map.of(NET, 0L))
                .frame();

        assertThat(ids(REP, MONTH)).containsExactly("R1");
        assertThat(ranking("K01.net", MONTH)).containsExactly("R1 1 0");
        for (Scope scope : List.of(STORE, STORE_KIND, PRODUCT, CATEGORY)) {
            assertThat(ids(scope, MONTH)).as(scope.key()).isEmpty();
        }
    }

    @Test
    void keepsARowThatNoTableNamesWhileAnyMeasureOfItIsNotZero() {
        told.cell(REP, "R9", MONTH, MONTH_START, Map.of(NET, 0L, QUOTAS, 1L))
                .cell(CHANNEL, "web", MONTH, MONTH_START, Map.of(NET, -1L))
                .cell(CHANNEL, "fair", MONTH, MONTH_START, Map.of(NET, 0L))
                .frame();

        assertThat(ids(REP, MONTH)).containsExactly("R9");
        assertThat(ids(CHANNEL, MONTH)).containsExactly("web");
    }

    @Test
    void showsADealWhenItsTimeHasCome() {
        told.deals("R1", Map.of("spring", "2027-03-01T09:15", "ahead", "2026-11-23T15:01", "now", "2026-11-23T15:00"))
                .deals("R2", Map.of("summer", "2027-07-01T09:15", "before", "2026-11-22T10:00"))
                .frame();

        assertThat(deals(Told.NOW)).containsExactly("ahead", "now", "before");
        assertThat(deals(Told.NOW.minusSeconds(61))).containsExactly("before");
        assertThat(deals(Told.local("2027-03-01T09:15"))).containsExactly("spring", "ahead", "now", "before");
    }

    @Test
    void listsTheLatestTwentyDealsHoweverManyAreInTheFuture() {
        for (int rep = 1; rep <= 3; rep++) {
            Map<String, String> deals = new HashMap<>();
            for (int i = 0; i < 20; i++) {
                deals.put("future " + rep + "/" + i, "2027-03-01T09:%02d".formatted(i));
                deals.put("past " + rep + "/" + i, "2026-11-23T14:%02d".formatted(i));
            }
            told.deals("R" + rep, deals);
        }
        told.frame();

        assertThat(deals(Told.NOW))
                .hasSize(20)
                .allMatch(id -> id.startsWith("past "))
                .startsWith("past 1/19");
    }

    /** Ids of the latest deals of all reps at an instant. */
    private List<String> deals(Instant now) {
        return told.read(view -> Reading.of(view, Told.business(currency, now)).latestDeals().stream()
                .map(deal -> deal.deal().getId())
                .toList());
    }

    @Test
    void putsRowsWithoutAValueLast() {
        told.rep("R1", "An")
                .rep("R2", "Bình")
                .cell(REP, "R2", MONTH, MONTH_START, Map.of(NET, 1L, QUOTA, 100L, QUOTAS, 1L))
                .frame();

        assertThat(ranking("K51.attainment", MONTH)).containsExactly("R2 1 0", "R1 null null");
    }

    @Test
    void showsEveryUnitExactly() {
        Decimals dong = new Decimals(java.util.Currency.getInstance("VND"));

        assertThat(dong.money(1_250_000)).isEqualTo(new BigDecimal("1250000"));
        assertThat(dong.shown(io.salesboard.core.kpi.Unit.QUANTITY, new BigDecimal("120.0000"))
                        .toPlainString())
                .isEqualTo("120");
        assertThat(dong.shown(io.salesboard.core.kpi.Unit.QUANTITY, new BigDecimal("0.0000"))
                        .toPlainString())
                .isEqualTo("0");
        assertThat(dong.shown(io.salesboard.core.kpi.Unit.RATIO, null)).isNull();
    }
}
