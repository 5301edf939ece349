package io.salesboard.board.store;

import io.salesboard.schemas.RepDeals;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The deals the topic tells of, per rep and of all reps in one order. */
final class Deals {
    private static final Comparator<RepDeal> NEWEST_FIRST = Comparator.comparingLong(
                    (RepDeal deal) -> deal.deal().getAt())
            .reversed()
            .thenComparing(deal -> deal.deal().getKind())
            .thenComparing(deal -> deal.deal().getId())
            .thenComparing(RepDeal::rep);

    private final Map<String, RepDeals> byRep = new HashMap<>();
    private final NavigableSet<RepDeal> sorted = new TreeSet<>(NEWEST_FIRST);
    private List<RepDeal> latest = List.of();
    private boolean changed;

    boolean put(RepDeals deals) {
        RepDeals old = byRep.get(deals.getRep());
        if (old != null && deals.getVersion() < old.getVersion()) {
            return false;
        }
        remove(deals.getRep());
        byRep.put(deals.getRep(), deals);
        sorted.addAll(of(deals));
        changed = true;
        return true;
    }

    boolean remove(String rep) {
        RepDeals old = byRep.remove(rep);
        if (old == null) {
            return false;
        }
        of(old).forEach(sorted::remove);
        changed = true;
        return true;
    }

    /** Makes the changes since the last call readable. */
    void merge() {
        if (changed) {
            latest = List.copyOf(sorted);
            changed = false;
        }
    }

    /** Newest first; which of them are in the future depends on who asks, and when. */
    List<RepDeal> latest() {
        return latest;
    }

    /** Newest first. */
    List<RepDeal> of(String rep) {
        RepDeals deals = byRep.get(rep);
        return deals == null ? List.of() : of(deals);
    }

    private static List<RepDeal> of(RepDeals deals) {
        return deals.getDeals().stream()
                .map(deal -> new RepDeal(deals.getRep(), deal))
                .sorted(NEWEST_FIRST)
                .toList();
    }
}
