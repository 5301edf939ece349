package io.salesboard.board.store;

import io.salesboard.schemas.RepDeals;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The latest deals, per rep as the topic says them and merged over all reps. */
final class Deals {
    private static final int LATEST = 20;
    private static final Comparator<RepDeal> NEWEST_FIRST = Comparator.comparingLong(
                    (RepDeal deal) -> deal.deal().getAt())
            .reversed()
            .thenComparing(deal -> deal.deal().getKind())
            .thenComparing(deal -> deal.deal().getId());

    private final Map<String, RepDeals> byRep = new HashMap<>();
    private List<RepDeal> latest = List.of();
    private boolean changed;

    boolean put(RepDeals deals) {
        RepDeals old = byRep.get(deals.getRep());
        if (old != null && deals.getVersion() < old.getVersion()) {
            return false;
        }
        byRep.put(deals.getRep(), deals);
        changed = true;
        return true;
    }

    boolean remove(String rep) {
        changed |= byRep.remove(rep) != null;
        return changed;
    }

    void merge() {
        if (changed) {
            latest = byRep.values().stream()
                    .flatMap(deals -> of(deals).stream())
                    .sorted(NEWEST_FIRST)
                    .limit(LATEST)
                    .toList();
            changed = false;
        }
    }

    List<RepDeal> latest() {
        return latest;
    }

    List<RepDeal> of(String rep) {
        RepDeals deals = byRep.get(rep);
        return deals == null ? List.of() : of(deals);
    }

    private static List<RepDeal> of(RepDeals deals) {
        return deals.getDeals().stream()
                .map(deal -> new RepDeal(deals.getRep(), deal))
                .toList();
    }
}
