package io.salesboard.core.contributions;

import static io.salesboard.core.contributions.RowBuilder.activity;
import static io.salesboard.core.contributions.RowBuilder.opportunity;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is missed by the clock alone. */
class MeetingsTest {
    private static final Instant MISSED = Instant.parse("2026-11-23T03:15:00Z");
    private final RowBuilder meeting = activity(1).text("rep_id", "an").instant("scheduled_ts", "2026-11-23T10:00");

    private static Tally at(Instant now, RowBuilder row) {
        return Tally.of(Tally.object(row), now);
    }

    @Test
    void aMeetingIsMissedAQuarterOfAnHourAfterItsTime() {
        Tally before = at(MISSED.minusMillis(1), meeting);
        assertThat(before.sums()).isEmpty();
        assertThat(before.nextChange()).isEqualTo(MISSED);
        Tally after = at(MISSED, meeting);
        assertThat(after.sums()).containsOnly(Map.entry("rep/an/now/missed_meetings", 1L));
        assertThat(after.nextChange()).isNull();
    }

    @Test
    void aMeetingThatWasHeldOrNeverArrangedIsNotMissedAndNeitherIsACall() {
        for (RowBuilder row : new RowBuilder[] {
            activity(1).instant("scheduled_ts", "2026-11-23T10:00").instant("done_ts", "2026-11-23T11:00"),
            activity(1),
            activity(1).instant("scheduled_ts", "2026-11-23T10:00").text("type", "call")
        }) {
            assertThat(at(MISSED, row).sums()).isEmpty();
            assertThat(at(MISSED.minusSeconds(60), row).nextChange()).isNull();
        }
    }

    @Test
    void anOpenOpportunityIsOverdueFromTheMidnightAfterItsExpectedDayOfClosing() {
        Instant midnight = Instant.parse("2026-11-23T17:00:00Z");
        RowBuilder open = opportunity(1).by("an").date("expected_close", "2026-11-23");
        assertThat(at(midnight.minusMillis(1), open).of("rep/an")).containsOnly(Map.entry("now/open", 1L));
        assertThat(at(midnight.minusMillis(1), open).nextChange()).isEqualTo(midnight);
        assertThat(at(midnight, open).of("rep/an"))
                .containsOnly(Map.entry("now/open", 1L), Map.entry("now/open_overdue", 1L));
        assertThat(at(midnight, open.text("outcome", "won")).of("rep/an")).isEmpty();
    }
}
