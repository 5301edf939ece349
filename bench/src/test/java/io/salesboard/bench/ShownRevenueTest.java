package io.salesboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShownRevenueTest {
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);

    @Test
    void aSubjectThatIsNotThereHasSoldNothing() {
        assertThat(ShownRevenue.differences(
                        Map.of(MARCH, Map.of("rep/R001", 1_000L)),
                        Map.of(MARCH, Map.of("rep/R001", new BigDecimal("1000.00"), "rep/-", BigDecimal.ZERO))))
                .isEmpty();
    }

    @Test
    void saysWhatIsAndWhatIsShown() {
        assertThat(ShownRevenue.differences(
                        Map.of(MARCH, Map.of("rep/R001", 1_000L)),
                        Map.of(MARCH, Map.of("rep/R001", new BigDecimal("999"), "rep/-", BigDecimal.ONE))))
                .containsExactly(
                        "K01.net of rep/- in the month of 2026-03-01 is 0, the board shows 1",
                        "K01.net of rep/R001 in the month of 2026-03-01 is 1000, the board shows 999");
        assertThat(ShownRevenue.differences(Map.of(MARCH, Map.of("rep/R001", 1_000L)), Map.of()))
                .hasSize(1);
    }

    @Test
    void saysTenAndHowManyMore() {
        Map<String, Long> right = new TreeMap<>();
        for (long i = 1; i <= 12; i++) {
            right.put("rep/" + i, i);
        }

        assertThat(ShownRevenue.differences(Map.of(MARCH, right), Map.of()))
                .hasSize(11)
                .last()
                .isEqualTo("and 2 more");
    }
}
