package io.salesboard.core.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Path ORACLE = Path.of("src/main/resources/io/salesboard/core/kpi/oracle");

    private static List<KpiValue> values() {
        return Catalogue.kpis().stream().flatMap(kpi -> kpi.values().stream()).toList();
    }

    @Test
    void idsKeysAndMetricsAreUnique() {
        assertThat(Catalogue.kpis()).extracting(Kpi::id).doesNotHaveDuplicates().isSorted();
        assertThat(values()).extracting(KpiValue::key).doesNotHaveDuplicates();
        assertThat(values().stream().map(KpiValue::metric).filter(Objects::nonNull))
                .doesNotHaveDuplicates()
                .allMatch(metric -> metric.matches("sales_[a-z_]+"));
    }

    @Test
    void everyKpiHasNamesScopesWindowsAndValues() {
        for (Kpi kpi : Catalogue.kpis()) {
            assertThat(kpi.vi()).as(kpi.id()).isNotBlank();
            assertThat(kpi.en()).as(kpi.id()).isNotBlank();
            assertThat(kpi.scopes()).as(kpi.id()).isNotEmpty();
            assertThat(kpi.windows()).as(kpi.id()).isNotEmpty();
            // Ranks are of other KPIs' values.
            assertThat(kpi.values().isEmpty())
                    .as(kpi.id() + " has no values")
                    .isEqualTo(kpi.id().equals("K55"));
            for (KpiValue value : kpi.values()) {
                assertThat(value.key()).startsWith(kpi.id() + ".");
                assertThat(value.vi()).isNotBlank();
                assertThat(value.en()).isNotBlank();
                assertThat(value.text()).isNotBlank();
            }
        }
    }

    @Test
    void aValueIsRankedByAMeasureWhoseLastChangeIsRemembered() {
        assertThat(values())
                .filteredOn(value -> value.rankedBy() != null)
                .isNotEmpty()
                .allSatisfy(value ->
                        assertThat(value.rankedBy().ranked()).as(value.key()).isTrue());
    }

    @Test
    void everyKpiStandsAsSqlAndNoSqlIsLeftOver() throws IOException {
        Set<String> expected = new TreeSet<>(Set.of("views.sql"));
        Catalogue.kpis().forEach(kpi -> expected.add(kpi.id() + ".sql"));
        try (Stream<Path> files = Files.list(ORACLE)) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void nothingHappenedIsNoValueForRatiosAndZeroForSums() {
        for (KpiValue value : values()) {
            BigDecimal result = value.formula().of(Sums.of());
            boolean sum = value.unit() == Unit.COUNT || value.unit() == Unit.QUANTITY;
            if (sum) {
                assertThat(result).as(value.key()).isZero();
            } else if (value.unit() == Unit.RATIO) {
                assertThat(result).as(value.key()).isNull();
            }
        }
    }

    @Test
    void everyTableThatMakesFiguresIsOfOneKindOfObject() {
        for (Table table : Table.values()) {
            boolean makesFigures =
                    Set.of(Table.Role.FIGURES, Table.Role.DERIVED).contains(table.role());
            assertThat(Catalogue.OBJECTS.of(table) != null).as(table.key()).isEqualTo(makesFigures);
        }
    }

    @Test
    void formulasByHand() {
        Sums sums = Sums.of()
                .with(Measure.NET, 1_000_000)
                .with(Measure.ORDERS, 3)
                .with(Measure.UNITS, 25_000)
                .with(Measure.LEADS, 8)
                .with(Measure.LEADS_CONVERTED, 10)
                .with(Measure.LEADS_COHORT_CONVERTED, 3)
                .with(Measure.WON, 2)
                .with(Measure.LOST, 4)
                .with(Measure.OPEN_WEIGHTED, 90)
                .located(Measure.NET, 250_000)
                .company(Measure.NET, 4_000_000)
                .peers(20)
                .unitCost(300_000_0000L)
                .quota(1_500_000L)
                .days("10", "25")
                .remaining(360L)
                .reps(4, 3, 2);
        assertValue(sums, "K03.aov", "333333");
        assertValue(sums, "K05.per_rep", "250000");
        assertValue(sums, "K06.share", "0.062500");
        assertValue(sums, "K06.gap_to_mean", "50000");
        assertValue(sums, "K07.units", "2.5000");
        assertValue(sums, "K07.margin", "250000");
        assertValue(sums, "K08.share", "0.250000");
        assertValue(sums, "K27.period", "1.250000");
        assertValue(sums, "K27.cohort", "0.375000");
        assertValue(sums, "K32.ratio", "0.500000");
        assertValue(sums, "K32.rate", "0.333333");
        assertValue(sums, "K36.coverage", "0.250000");
        assertValue(sums, "K51.quota", "1500000");
        assertValue(sums, "K51.attainment", "0.666667");
        assertValue(sums, "K52.at_quota", "2");
        assertValue(sums, "K52.share", "0.666667");
        assertValue(sums, "K54.expected", "0.400000");
        assertValue(sums, "K54.pace", "1.666667");
        assertValue(sums, "K54.gap", "400000");
        assertValue(sums, "K54.required_run_rate", "33333");
        assertValue(sums, "K54.projected", "2500000");
    }

    @Test
    void withoutAQuotaThereIsNoAttainmentAndNoPace() {
        Sums sums = Sums.of().with(Measure.NET, 5).days("10", "25");
        for (String key : List.of("K51.quota", "K51.attainment", "K54.pace", "K54.gap", "K54.required_run_rate")) {
            assertThat(Catalogue.value(key).formula().of(sums)).as(key).isNull();
        }
        assertThat(Catalogue.value("K51.attainment").formula().of(Sums.of().quota(0L)))
                .isNull();
    }

    @Test
    void aReachedQuotaLeavesNoCoverage() {
        Sums sums = Sums.of().with(Measure.OPEN_WEIGHTED, 90);
        assertThat(Catalogue.value("K36.coverage").formula().of(sums.remaining(0L)))
                .isNull();
        assertThat(Catalogue.value("K36.coverage").formula().of(sums.remaining(-5L)))
                .isNull();
    }

    @Test
    void aValueIsFoundByItsKeyAndAWrongKeyIsRefused() {
        assertThat(Catalogue.value("K01.net").en()).isEqualTo("Net revenue");
        assertThatThrownBy(() -> Catalogue.value("K01.nett"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'K01.nett'");
        assertThat(Catalogue.valuesOf(Scope.PRODUCT, WindowUnit.WEEK))
                .extracting(KpiValue::key)
                .contains("K07.units")
                .doesNotContain("K02.orders");
    }

    private static void assertValue(Sums sums, String key, String expected) {
        assertThat(Catalogue.value(key).formula().of(sums)).as(key).isEqualTo(new BigDecimal(expected));
    }
}
