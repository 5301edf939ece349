package io.salesboard.alerts;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.Org;
import io.salesboard.figures.store.RepDeal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When each row sold last, by one {@link Reading}: from the reps' latest orders, of which the topic has twenty a rep. A row whose
 * last order is not among them has orders in its hours; then the end of the newest of these counts, which is later than the
 * truth: nobody is said to have sold nothing who did.
 */
final class LastSales {
    private static final String ORDER = "order";
    private static final int HOUR = 60;

    private final Reading reading;
    private final Set<String> without;
    private Map<Scope, Map<String, RepDeal>> last;

    /** @param without orders that count for nothing: {@code order/17} */
    LastSales(Reading reading, Set<String> without) {
        this.reading = reading;
        this.without = without;
    }

    /** The newest order of a row, or null where none is known. */
    RepDeal of(Scope scope, String id) {
        if (last == null) {
            last = newest(reading.store().deals());
        }
        return last.getOrDefault(scope, Map.of()).get(id);
    }

    /** Working minutes since a row sold last; null where it never has, as far as is known. */
    BigDecimal minutesSince(Scope scope, String id) {
        RepDeal deal = of(scope, id);
        Instant sold = deal == null ? null : Instant.ofEpochMilli(deal.deal().getAt());
        Instant byHours = endOfLastHour(scope, id, sold);
        Instant since = byHours == null ? sold : byHours;
        return since == null ? null : BigDecimal.valueOf(reading.working().minutes(since, reading.asOf()));
    }

    /** The end of the newest hour with orders after one that is known, but not after now; null where there is none. */
    private Instant endOfLastHour(Scope scope, String id, Instant known) {
        int now = reading.business().calendar().hourOf(reading.asOf());
        int kept = now - reading.store().hoursKept() * HOUR;
        int first = known == null
                ? kept
                : Math.max(kept, reading.business().calendar().hourOf(known) + HOUR);
        for (int hour = now; hour >= first; hour -= HOUR) {
            Window window = reading.business().calendar().window(WindowUnit.HOUR, hour);
            if (reading.in(window).of(scope, id).of(Measure.ORDERS) > 0) {
                Instant end = Instant.ofEpochSecond(hour * 60L).plus(Duration.ofHours(1));
                return end.isAfter(reading.asOf()) ? reading.asOf() : end;
            }
        }
        return null;
    }

    private Map<Scope, Map<String, RepDeal>> newest(List<RepDeal> newestFirst) {
        Map<Scope, Map<String, RepDeal>> newest = new EnumMap<>(Scope.class);
        for (RepDeal deal : newestFirst) {
            Instant at = Instant.ofEpochMilli(deal.deal().getAt());
            if (!deal.deal().getKind().equals(ORDER)
                    || at.isAfter(reading.asOf())
                    || without.contains(ORDER + "/" + deal.deal().getId())) {
                continue;
            }
            Org.Assignment assignment = reading.org()
                    .assignmentOf(deal.rep(), reading.business().calendar().dayOf(at));
            put(newest, Scope.COMPANY, Scope.COMPANY_ID, deal);
            put(newest, Scope.REP, deal.rep(), deal);
            put(newest, Scope.STORE, deal.deal().getStore(), deal);
            put(newest, Scope.CHANNEL, deal.deal().getChannel(), deal);
            if (assignment != null) {
                put(newest, Scope.TEAM, assignment.team(), deal);
                put(newest, Scope.REGION, assignment.region(), deal);
            }
        }
        return newest;
    }

    private static void put(Map<Scope, Map<String, RepDeal>> to, Scope scope, String id, RepDeal deal) {
        if (id != null) {
            to.computeIfAbsent(scope, first -> new HashMap<>()).putIfAbsent(id, deal);
        }
    }
}
