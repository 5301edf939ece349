package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.OPPORTUNITY;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an opportunity adds to its owner, its source, its product and its lost reason (K29, K32, K33, K36). */
final class OpportunityFigures {
    private static final int OWNER = OPPORTUNITY.slot("owner_rep_id");
    private static final int SOURCE = OPPORTUNITY.slot("source");
    private static final int PRODUCT = OPPORTUNITY.slot("product_id");
    private static final int OUTCOME = OPPORTUNITY.slot("outcome");
    private static final int LOST_REASON = OPPORTUNITY.slot("lost_reason");
    private static final int AMOUNT = OPPORTUNITY.slot("amount");
    private static final int PROBABILITY = OPPORTUNITY.slot("probability");
    private static final int CREATED = OPPORTUNITY.slot("created_ts");
    private static final int CLOSED = OPPORTUNITY.slot("closed_ts");

    private final Row opportunity;
    private final Business business;
    private final Contributions to;
    private final List<Leaf> leaves = new ArrayList<>(3);

    private OpportunityFigures(Row opportunity, Business business, Contributions to) {
        this.opportunity = opportunity;
        this.business = business;
        this.to = to;
        leaves.add(new Leaf(Scope.REP, id(OWNER)));
        leaves.add(new Leaf(Scope.LEAD_SOURCE, id(SOURCE)));
        leaves.add(new Leaf(Scope.PRODUCT, id(PRODUCT)));
    }

    /** @return the opportunity as a deal, or null when it is not won */
    static Deal contribute(BusinessObject object, Business business, Contributions to) {
        Row opportunity = object.root(OPPORTUNITY);
        if (opportunity == null) {
            return null;
        }
        new OpportunityFigures(opportunity, business, to).contribute();
        return deal(opportunity, business);
    }

    private static Deal deal(Row row, Business business) {
        if (!"won".equals(row.text(OUTCOME)) || row.isNull(CLOSED)) {
            return null;
        }
        return new Deal(
                row.text(OWNER) == null ? Scope.UNASSIGNED : row.text(OWNER),
                "opportunity",
                row.key(),
                Math.floorDiv(row.number(CLOSED), 1000L),
                Money.minor(row.numberOrZero(AMOUNT), business.digits()),
                null,
                null,
                row.text(PRODUCT));
    }

    private void contribute() {
        long amount = Money.minor(opportunity.numberOrZero(AMOUNT), business.digits());
        if (!opportunity.isNull(CREATED)) {
            add(CREATED, Measure.OPPORTUNITIES, 1);
            add(CREATED, Measure.OPPORTUNITY_AMOUNT, amount);
        }
        String outcome = opportunity.text(OUTCOME);
        if (outcome == null) {
            long weighted = Money.product(
                    opportunity.numberOrZero(AMOUNT), opportunity.numberOrZero(PROBABILITY), business.digits());
            now(Measure.OPEN, 1);
            now(Measure.OPEN_AMOUNT, amount);
            now(Measure.OPEN_WEIGHTED, weighted);
        } else if (!opportunity.isNull(CLOSED)) {
            if (outcome.equals("won")) {
                add(CLOSED, Measure.WON, 1);
                add(CLOSED, Measure.WON_AMOUNT, amount);
            } else if (outcome.equals("lost")) {
                leaves.add(new Leaf(Scope.LOST_REASON, id(LOST_REASON)));
                add(CLOSED, Measure.LOST, 1);
            }
        }
    }

    private void add(int time, Measure measure, long amount) {
        Instant at = Micros.instant(opportunity.number(time));
        int day = business.calendar().dayOf(at);
        int hour = business.calendar().hourOf(at);
        for (Leaf leaf : leaves) {
            to.add(leaf.scope(), leaf.id(), day, hour, measure, amount);
        }
    }

    private void now(Measure measure, long amount) {
        to.addTo(Scope.REP, id(OWNER), WindowUnit.NOW, 0, measure, amount);
    }

    private String id(int slot) {
        return opportunity.text(slot) == null ? Scope.UNASSIGNED : opportunity.text(slot);
    }

    private record Leaf(Scope scope, String id) {}
}
