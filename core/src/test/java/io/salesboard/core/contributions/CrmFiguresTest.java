package io.salesboard.core.contributions;

import static io.salesboard.core.contributions.RowBuilder.lead;
import static io.salesboard.core.contributions.RowBuilder.opportunity;
import static io.salesboard.core.contributions.RowBuilder.quota;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.time.WindowUnit;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leads, opportunities and quotas by hand. */
class CrmFiguresTest {

    @Test
    void aConvertedLeadCountsInItsCohortAndOnTheDayOfConversion() {
        Tally tally = Tally.of(
                lead(1).by("an").from("web").at("2026-11-01T09:00").instant("converted_ts", "2026-11-23T09:00"));
        assertThat(tally.of("rep/an"))
                .isEqualTo(tally.of("lead_source/web"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "2026-11-01/leads", 1L,
                        "2026-11-01/leads_cohort_converted", 1L,
                        "2026-11-23/leads_converted", 1L));
    }

    @Test
    void aMergedLeadCountsNowhereAndOneWithoutOwnerUnderADash() {
        assertThat(Tally.of(lead(1).by("an").at("2026-11-01T09:00").text("status", "merged"))
                        .sums())
                .isEmpty();
        assertThat(Tally.of(lead(1).at("2026-11-01T09:00")).sums())
                .containsOnly(Map.entry("rep/-/2026-11-01/leads", 1L), Map.entry("lead_source/-/2026-11-01/leads", 1L));
    }

    @Test
    void anOpenOpportunityIsNewOnItsDayAndInThePipelineNow() {
        Tally tally = Tally.of(opportunity(1)
                .by("an")
                .from("web")
                .of("tea")
                .at("2026-11-02T09:00")
                .decimal("amount", "1000001")
                .decimal("probability", "0.25"));
        assertThat(tally.of("rep/an"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "2026-11-02/opportunities", 1L,
                        "2026-11-02/opportunity_amount", 1_000_001L,
                        "now/open", 1L,
                        "now/open_amount", 1_000_001L,
                        "now/open_weighted", 250_000L));
        assertThat(tally.of("product/tea"))
                .isEqualTo(tally.of("lead_source/web"))
                .hasSize(2);
    }

    @Test
    void anOpportunityWithoutAmountOrProbabilityIsOpenAndWorthNothing() {
        assertThat(Tally.of(opportunity(1).by("an").at("2026-11-02T09:00").text("currency", null))
                        .of("rep/an"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("2026-11-02/opportunities", 1L, "now/open", 1L));
    }

    @Test
    void aWonOpportunityLeavesThePipelineAndCountsWhenItClosed() {
        RowBuilder won = opportunity(1)
                .by("an")
                .at("2026-11-02T09:00")
                .decimal("amount", "500")
                .text("outcome", "won")
                .instant("closed_ts", "2026-11-20T10:00");
        assertThat(Tally.of(won).of("rep/an"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "2026-11-02/opportunities", 1L,
                        "2026-11-02/opportunity_amount", 500L,
                        "2026-11-20/won", 1L,
                        "2026-11-20/won_amount", 500L));
        Instant closed = Instant.parse("2026-11-20T03:00:00Z");
        assertThat(Tally.of(Tally.object(won), closed).deal())
                .isEqualTo(new Deal("an", "opportunity", "1", closed.toEpochMilli(), 500, null, null, null));
    }

    @Test
    void anOpportunityWonInTheFutureIsADealOnlyWhenItsTimeHasCome() {
        BusinessObject won = Tally.object(opportunity(1)
                .by("an")
                .at("2026-11-02T09:00")
                .text("outcome", "won")
                .instant("closed_ts", "2026-11-20T10:00"));
        Instant closed = Instant.parse("2026-11-20T03:00:00Z");
        assertThat(Tally.of(won, closed.minusMillis(1)).deal()).isNull();
        assertThat(Tally.of(won, closed.minusMillis(1)).nextChange()).isEqualTo(closed);
        assertThat(Tally.of(won, closed).nextChange()).isNull();
    }

    @Test
    void whatIsNoDealChangesByNoClock() {
        Instant now = Instant.EPOCH;
        for (RowBuilder row : new RowBuilder[] {
            lead(1).at("2026-11-02T09:00"),
            quota(1, "rep", "an", "2026-11-01", "2026-12-01").decimal("amount", "100"),
            opportunity(1).at("2026-11-02T09:00"),
            opportunity(1).text("outcome", "lost").instant("closed_ts", "2026-11-20T10:00")
        }) {
            BusinessObject object = Tally.object(row);
            assertThat(Tally.of(object, now).deal()).isNull();
            assertThat(Tally.of(object, now).nextChange()).isNull();
        }
    }

    @Test
    void aLostOpportunityCountsUnderItsReasonToo() {
        Tally tally = Tally.of(opportunity(1)
                .by("an")
                .at("2026-11-02T09:00")
                .text("outcome", "lost")
                .instant("closed_ts", "2026-11-20T10:00"));
        assertThat(tally.of("lost_reason/-")).containsOnly(Map.entry("2026-11-20/lost", 1L));
        assertThat(tally.of("rep/an")).containsEntry("2026-11-20/lost", 1L);
    }

    @Test
    void anOutcomeWithoutClosingIsNeitherOpenNorClosed() {
        assertThat(Tally.of(opportunity(1).by("an").at("2026-11-02T09:00").text("outcome", "won"))
                        .of("rep/an"))
                .containsOnly(Map.entry("2026-11-02/opportunities", 1L));
    }

    @Test
    void theNewestVersionOfAQuotaCounts() {
        assertThat(Tally.of(
                                quota(3, "rep", "an", "2026-11-01", "2026-12-01")
                                        .decimal("amount", "100"),
                                quota(1, "rep", "an", "2026-11-01", "2026-12-01")
                                        .decimal("amount", "300")
                                        .number("version", 2),
                                quota(2, "rep", "an", "2026-11-01", "2026-12-01")
                                        .decimal("amount", "200")
                                        .number("version", 2))
                        .sums())
                .containsOnly(
                        Map.entry("rep/an/month 2026-11-01/quota", 200L),
                        Map.entry("rep/an/month 2026-11-01/quotas", 1L));
    }

    @Test
    void aWithdrawnQuotaAndOneOfAnotherMetricAreNone() {
        assertThat(Tally.of(
                                quota(1, "rep", "an", "2026-11-01", "2026-12-01")
                                        .decimal("amount", "100"),
                                quota(2, "rep", "an", "2026-11-01", "2026-12-01")
                                        .number("version", 2))
                        .sums())
                .isEmpty();
        assertThat(Tally.of(quota(1, "rep", "an", "2026-11-01", "2026-12-01")
                                .decimal("amount", "100")
                                .text("metric", "units"))
                        .sums())
                .isEmpty();
    }

    @Test
    void aPeriodIsExactlyAMonthAQuarterOrAYear() {
        assertThat(PeriodQuotas.periodOf(
                        quota(1, "rep", "an", "2026-02-01", "2026-03-01").row()))
                .contains(WindowUnit.MONTH);
        assertThat(PeriodQuotas.periodOf(
                        quota(1, "rep", "an", "2026-10-01", "2027-01-01").row()))
                .contains(WindowUnit.QUARTER);
        assertThat(PeriodQuotas.periodOf(
                        quota(1, "rep", "an", "2026-01-01", "2027-01-01").row()))
                .contains(WindowUnit.YEAR);
        assertThat(PeriodQuotas.periodOf(
                        quota(1, "rep", "an", "2026-11-01", "2026-11-30").row()))
                .isEmpty();
        assertThat(PeriodQuotas.periodOf(
                        quota(1, "rep", "an", "2026-11-01", "2027-02-01").row()))
                .isEmpty();
        assertThat(PeriodQuotas.periodOf(
                        quota(1, "rep", "an", "2026-11-02", "2026-12-02").row()))
                .isEmpty();
    }
}
