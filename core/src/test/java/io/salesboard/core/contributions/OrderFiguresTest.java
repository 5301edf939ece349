package io.salesboard.core.contributions;

import static io.salesboard.core.contributions.RowBuilder.line;
import static io.salesboard.core.contributions.RowBuilder.order;
import static io.salesboard.core.contributions.RowBuilder.payment;
import static io.salesboard.core.contributions.RowBuilder.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Orders by hand: every figure here was computed on paper. */
class OrderFiguresTest {
    private static final Instant COMPLETED = Instant.parse("2026-11-23T03:15:30Z");

    /** An amount of which some thousands are beyond 64 bits. */
    private static final String MOST = "900000000000000";

    /** 2 × 150 000 − 20 000, 1 × 100 000; − 30 000 on the order; tax 35 000 + 5 000, shipping 15 000. */
    private final RowBuilder[] sale = {
        order(17)
                .by("an")
                .in("S1")
                .via("store")
                .at("2026-11-23T10:15:30")
                .decimal("discount", "30000")
                .decimal("tax", "35000")
                .decimal("shipping", "15000"),
        line(1, 17)
                .of("tea")
                .decimal("qty", "2")
                .decimal("unit_price", "150000")
                .decimal("discount", "20000"),
        line(2, 17).of("cup").decimal("unit_price", "100000").decimal("tax", "5000")
    };

    private RowBuilder[] saleAnd(RowBuilder... more) {
        RowBuilder[] all = Arrays.copyOf(sale, sale.length + more.length);
        System.arraycopy(more, 0, all, sale.length, more.length);
        return all;
    }

    @Test
    void grossNetAndWhatIsDueOfAnOrderNobodyPaid() {
        assertThat(Tally.of(sale).of("rep/an"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "2026-11-23/gross", 400_000L,
                        "2026-11-23/net", 350_000L,
                        "2026-11-23/net_refund_dated", 350_000L,
                        "2026-11-23/orders", 1L,
                        "2026-11-23/unpaid", 405_000L,
                        "2026-11-23/unpaid_orders", 1L));
    }

    @Test
    void storeAndChannelGetTheSame() {
        Tally tally = Tally.of(sale);
        assertThat(tally.of("channel/store")).isEqualTo(tally.of("rep/an"));
        assertThat(tally.of("store/S1")).isEqualTo(tally.of("rep/an"));
    }

    @Test
    void anOrderOfNobodyIsGatheredUnderADash() {
        Tally tally = Tally.of(order(1).at("2026-11-23T10:00"), line(1, 1).decimal("unit_price", "9"));
        assertThat(tally.sums())
                .containsEntry("rep/-/2026-11-23/net", 9L)
                .containsEntry("store/-/2026-11-23/net", 9L)
                .containsEntry("channel/-/2026-11-23/net", 9L)
                .containsEntry("product/-/2026-11-23/net", 9L);
    }

    @Test
    void theHourIsThatOfTheBusinessNotOfGreenwich() {
        assertThat(Tally.of(sale).hoursOf("rep/an", Measure.NET))
                .containsExactly(Map.entry("2026-11-23T10:00", 350_000L));
        Tally late =
                Tally.of(order(1).by("an").at("2026-11-24T00:30"), line(1, 1).decimal("unit_price", "9"));
        assertThat(late.of("rep/an")).containsEntry("2026-11-24/net", 9L);
    }

    @Test
    void paymentsUpToWhatIsDueLeaveTheRestOwed() {
        assertThat(Tally.of(saleAnd(payment(1, 17, "300000"), payment(2, 17, "5000")))
                        .of("rep/an"))
                .containsEntry("2026-11-23/paid", 305_000L)
                .containsEntry("2026-11-23/unpaid", 100_000L)
                .containsEntry("2026-11-23/unpaid_orders", 1L)
                .doesNotContainKey("2026-11-23/paid_orders");
    }

    @Test
    void anOrderPaidToTheLastDongIsPaidInFull() {
        assertThat(Tally.of(saleAnd(payment(1, 17, "405000"))).of("rep/an"))
                .containsEntry("2026-11-23/paid", 405_000L)
                .containsEntry("2026-11-23/paid_orders", 1L)
                .doesNotContainKeys("2026-11-23/unpaid", "2026-11-23/unpaid_orders");
    }

    @Test
    void anOverpaidOrderCountsNegativeAsUnpaidButPaidOnlyWhatWasDue() {
        assertThat(Tally.of(saleAnd(payment(1, 17, "500000"))).of("rep/an"))
                .containsEntry("2026-11-23/paid", 405_000L)
                .containsEntry("2026-11-23/unpaid", -95_000L)
                .containsEntry("2026-11-23/paid_orders", 1L);
    }

    @Test
    void onlySettledPaymentsCount() {
        Tally tally = Tally.of(saleAnd(
                payment(1, 17, "100000").text("status", "pending"),
                payment(2, 17, "100000").text("status", "reversed"),
                payment(3, 17, "100000").text("status", null)));
        assertThat(tally.of("rep/an"))
                .containsEntry("2026-11-23/unpaid", 405_000L)
                .doesNotContainKey("2026-11-23/paid");
    }

    @Test
    void aRefundLowersTheOrdersDayAndWhereRefundsAreDatedItsOwnDay() {
        Tally tally = Tally.of(saleAnd(refund(1, 17, "70000").at("2026-12-02T09:00")));
        assertThat(tally.of("rep/an"))
                .containsEntry("2026-11-23/gross", 400_000L)
                .containsEntry("2026-11-23/net", 280_000L)
                .containsEntry("2026-11-23/net_refund_dated", 350_000L)
                .containsEntry("2026-12-02/net_refund_dated", -70_000L)
                .containsEntry("2026-11-23/unpaid", 335_000L)
                .doesNotContainKey("2026-12-02/net");
    }

    @Test
    void aRefundThatMakesADebtAPaymentTooMuchSaysSo() {
        Tally tally = Tally.of(
                saleAnd(payment(1, 17, "405000"), refund(1, 17, "405000").at("2026-11-23T11:00")));
        assertThat(tally.of("rep/an"))
                .containsEntry("2026-11-23/net", -55_000L)
                .containsEntry("2026-11-23/unpaid", -405_000L)
                .containsEntry("2026-11-23/paid_orders", 1L)
                .doesNotContainKey("2026-11-23/paid");
    }

    @Test
    void anOrderThatIsNotCompletedCountsNowhere() {
        assertThat(Tally.of(saleAnd(order(17).by("an").at("2026-11-23T10:15:30").text("status", "cancelled")))
                        .sums())
                .isEmpty();
        assertThat(Tally.of(saleAnd(order(17).by("an").at("2026-11-23T10:15:30").text("status", "open")))
                        .sums())
                .isEmpty();
        assertThat(Tally.of(saleAnd(order(17).by("an"))).sums()).isEmpty();
    }

    @Test
    void anOrderDeletedHardOrByItsMarkCountsNowhere() {
        RowBuilder marked = order(17).by("an").at("2026-11-23T10:15:30").instant("deleted_at", "2026-11-24T08:00");
        assertThat(Tally.of(saleAnd(marked)).sums()).isEmpty();

        BusinessObject object = Tally.object(sale);
        object.apply(sale[0].deleted());
        assertThat(Tally.of(object).sums()).isEmpty();
    }

    @Test
    void anOrderInAnotherCurrencyCountsNowhere() {
        assertThat(Tally.of(saleAnd(order(17).by("an").at("2026-11-23T10:00").text("currency", "USD")))
                        .sums())
                .isEmpty();
        assertThat(Tally.of(saleAnd(order(17).by("an").at("2026-11-23T10:00").text("currency", null)))
                        .sums())
                .isEmpty();
    }

    @Test
    void nullAmountsCountAsNothing() {
        Tally tally = Tally.of(
                order(1).by("an").at("2026-11-23T10:00"),
                line(1, 1).of("tea"),
                line(2, 1).of("tea").decimal("unit_price", "7").number("qty", Row.NULL));
        assertThat(tally.of("rep/an"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("2026-11-23/orders", 1L, "2026-11-23/paid_orders", 1L));
    }

    @Test
    void eachLineIsRoundedToTheCurrencyAwayFromZero() {
        Tally tally = Tally.of(
                order(1).by("an").at("2026-11-23T10:00"),
                line(1, 1).of("tea").decimal("qty", "0.5").decimal("unit_price", "3"),
                line(2, 1).of("tea").decimal("qty", "0.5").decimal("unit_price", "3"),
                line(3, 1).of("tea").decimal("qty", "-0.5").decimal("unit_price", "3"));
        assertThat(tally.of("rep/an")).containsEntry("2026-11-23/gross", 2L);

        BusinessObject cents = Tally.object(
                order(1).by("an").at("2026-11-23T10:00").text("currency", "USD"),
                line(1, 1).of("tea").decimal("qty", "3").decimal("unit_price", "0.3350"));
        assertThat(Tally.of(cents, Tally.USD).of("rep/an")).containsEntry("2026-11-23/gross", 101L);
    }

    @Test
    void theOrderIsADealOfItsMostValuableProduct() {
        Deal deal = dealOf(Tally.object(saleAnd(refund(1, 17, "50000").at("2026-11-23T11:00"))));
        assertThat(deal)
                .isEqualTo(new Deal("an", "order", "17", COMPLETED.toEpochMilli(), 300_000, "S1", "store", "tea"));
        RowBuilder cancelled = order(17).by("an").text("status", "cancelled");
        assertThat(dealOf(Tally.object(saleAnd(cancelled)))).isNull();
    }

    private static Deal dealOf(BusinessObject object) {
        return Tally.of(object, COMPLETED).deal();
    }

    @Test
    void anOrderDatedInTheFutureIsADealOnlyWhenItsTimeHasCome() {
        BusinessObject object = Tally.object(sale);
        Instant before = COMPLETED.minusMillis(1);
        assertThat(Tally.of(object, before).deal()).isNull();
        assertThat(Tally.of(object, before).nextChange()).isEqualTo(COMPLETED);

        assertThat(Tally.of(object, COMPLETED).deal()).isNotNull();
        assertThat(Tally.of(object, COMPLETED).nextChange()).isNull();
        assertThat(Tally.of(object, COMPLETED.plusSeconds(60)).nextChange()).isNull();
    }

    @Test
    void itsFiguresStandInItsDayThoughThatIsInTheFuture() {
        RowBuilder later = order(17).by("an").at("2027-03-01T10:15:30");
        assertThat(Tally.of(saleAnd(later)).of("rep/an")).containsEntry("2027-03-01/orders", 1L);
    }

    @Test
    void anOrderThatDoesNotCountChangesByNoClock() {
        Instant before = COMPLETED.minusSeconds(60);
        RowBuilder cancelled = order(17).by("an").at("2026-11-23T10:15:30").text("status", "cancelled");
        assertThat(Tally.of(Tally.object(saleAnd(cancelled)), before).nextChange())
                .isNull();
        assertThat(Tally.of(Tally.object(line(1, 17)), before).nextChange()).isNull();
        assertThat(Tally.of(new BusinessObject(), before).nextChange()).isNull();
    }

    @Test
    void anOrderThatCannotBeAddedUpIsRefusedNotWrappedAround() {
        RowBuilder order = order(1).by("an").at("2026-11-23T10:00");
        RowBuilder[] overpaid = {order, payment(1, 1, MOST), payment(2, 1, MOST), payment(3, 1, MOST)};
        assertThat(Tally.of(overpaid).of("rep/an")).containsEntry("2026-11-23/unpaid", -3 * 900_000_000_000_000L);

        RowBuilder[] lines = new RowBuilder[11_000];
        Arrays.setAll(lines, i -> line(i + 1L, 1).decimal("unit_price", MOST));
        BusinessObject beyond = Tally.object(lines);
        beyond.apply(order.row());
        assertThatThrownBy(() -> Tally.of(beyond)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> dealOf(beyond)).isInstanceOf(ArithmeticException.class);

        for (RowBuilder line : lines) {
            beyond.apply(line.deleted());
        }
        assertThat(Tally.of(beyond).of("rep/an")).as("corrected").containsEntry("2026-11-23/orders", 1L);
    }
}
