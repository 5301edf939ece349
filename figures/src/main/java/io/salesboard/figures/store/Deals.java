package io.salesboard.figures.store;

import io.salesboard.schemas.RepDeals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The deals the topic tells of, per rep and of all reps in one order. Never changes once made. */
final class Deals {
    static final Deals NONE = new Deals(PersistentMap.empty(), List.of());

    private static final Comparator<RepDeal> NEWEST_FIRST = Comparator.comparingLong(
                    (RepDeal deal) -> deal.deal().getAt())
            .reversed()
            .thenComparing(deal -> deal.deal().getKind())
            .thenComparing(deal -> deal.deal().getId())
            .thenComparing(RepDeal::rep);

    private final PersistentMap<String, RepDeals> byRep;
    private final List<RepDeal> latest;

    private Deals(PersistentMap<String, RepDeals> byRep, List<RepDeal> latest) {
        this.byRep = byRep;
        this.latest = latest;
    }

    /** The record of a rep, or null. */
    RepDeals record(String rep) {
        return byRep.get(rep);
    }

    /** Newest first; which of them are in the future depends on who asks, and when. */
    List<RepDeal> latest() {
        return latest;
    }

    /** Newest first. */
    List<RepDeal> of(String rep) {
        return sorted(byRep.get(rep));
    }

    /** These deals after those of some reps changed: all are put in order at once. */
    Deals with(PersistentMap<String, RepDeals> changed, Set<String> reps) {
        List<RepDeal> come = reps.stream()
                .flatMap(rep -> sorted(changed.get(rep)).stream())
                .sorted(NEWEST_FIRST)
                .toList();
        List<RepDeal> merged = new ArrayList<>(latest.size() + come.size());
        int next = 0;
        for (RepDeal deal : latest) {
            if (!reps.contains(deal.rep())) {
                while (next < come.size() && NEWEST_FIRST.compare(come.get(next), deal) < 0) {
                    merged.add(come.get(next++));
                }
                merged.add(deal);
            }
        }
        merged.addAll(come.subList(next, come.size()));
        return new Deals(changed, Collections.unmodifiableList(merged));
    }

    PersistentMap<String, RepDeals> byRep() {
        return byRep;
    }

    private static List<RepDeal> sorted(RepDeals deals) {
        return deals == null
                ? List.of()
                : deals.getDeals().stream()
                        .map(deal -> new RepDeal(deals.getRep(), deal))
                        .sorted(NEWEST_FIRST)
                        .toList();
    }
}
