package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.OPPORTUNITY;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.TextColumn;
import io.salesboard.core.time.WindowUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an opportunity adds to its owner, its source, its product and its lost reason (K29, K32, K33, K36, K37). */
public final class Opportunities extends ObjectType {
    private static final TextColumn OWNER = OPPORTUNITY.textColumn("owner_rep_id");
    private static final TextColumn SOURCE = OPPORTUNITY.textColumn("source");
    private static final TextColumn PRODUCT = OPPORTUNITY.textColumn("product_id");
    private static final TextColumn OUTCOME = OPPORTUNITY.textColumn("outcome");
    private static final TextColumn LOST_REASON = OPPORTUNITY.textColumn("lost_reason");
    private static final NumberColumn AMOUNT = OPPORTUNITY.numberColumn("amount");
    private static final NumberColumn PROBABILITY = OPPORTUNITY.numberColumn("probability");
    private static final NumberColumn CREATED = OPPORTUNITY.numberColumn("created_ts");
    private static final NumberColumn EXPECTED_CLOSE = OPPORTUNITY.numberColumn("expected_close");
    private static final NumberColumn CLOSED = OPPORTUNITY.numberColumn("closed_ts");

    public Opportunities() {
        super("opportunity", root(OPPORTUNITY));
    }

    @Override
    public void contribute(BusinessObject object, Accounting accounting, Instant now, Contributions to) {
        Row opportunity = object.root(OPPORTUNITY);
        long amount = Money.minor(opportunity.numberOrZero(AMOUNT), accounting.digits());
        if (!opportunity.isNull(CREATED)) {
            Moment created = accounting.momentOf(opportunity.number(CREATED));
            for (Subject leaf : leaves(opportunity)) {
                to.add(leaf, created, Measure.OPPORTUNITIES, 1);
                to.add(leaf, created, Measure.OPPORTUNITY_AMOUNT, amount);
            }
        }
        String outcome = opportunity.text(OUTCOME);
        if (outcome == null) {
            open(opportunity, amount, accounting, now, to);
        } else if (!opportunity.isNull(CLOSED)) {
            Moment closed = accounting.momentOf(opportunity.number(CLOSED));
            if (outcome.equals("won")) {
                won(opportunity, amount, closed, now, to);
            } else if (outcome.equals("lost")) {
                lost(opportunity, closed, to);
            }
        }
    }

    private static void open(Row opportunity, long amount, Accounting accounting, Instant now, Contributions to) {
        Subject rep = Subject.of(Scope.REP, opportunity.text(OWNER));
        long weighted = Money.product(
                opportunity.numberOrZero(AMOUNT), opportunity.numberOrZero(PROBABILITY), accounting.digits());
        to.addTo(rep, WindowUnit.NOW, 0, Measure.OPEN, 1);
        to.addTo(rep, WindowUnit.NOW, 0, Measure.OPEN_AMOUNT, amount);
        to.addTo(rep, WindowUnit.NOW, 0, Measure.OPEN_WEIGHTED, weighted);
        if (!opportunity.isNull(EXPECTED_CLOSE)) {
            Instant over = accounting
                    .calendar()
                    .window(WindowUnit.DAY, opportunity.number(EXPECTED_CLOSE) + 1)
                    .from();
            if (now.isBefore(over)) {
                to.wakeAt(over);
            } else {
                to.addTo(rep, WindowUnit.NOW, 0, Measure.OPEN_OVERDUE, 1);
            }
        }
    }

    private static void won(Row opportunity, long amount, Moment closed, Instant now, Contributions to) {
        for (Subject leaf : leaves(opportunity)) {
            to.add(leaf, closed, Measure.WON, 1);
            to.add(leaf, closed, Measure.WON_AMOUNT, amount);
        }
        Deal deal = new Deal(
                Subject.of(Scope.REP, opportunity.text(OWNER)).id(),
                "opportunity",
                opportunity.key(),
                Math.floorDiv(opportunity.number(CLOSED), 1000L),
                amount,
                null,
                null,
                opportunity.text(PRODUCT));
        deal(deal, now, to);
    }

    private static void lost(Row opportunity, Moment closed, Contributions to) {
        for (Subject leaf : leaves(opportunity)) {
            to.add(leaf, closed, Measure.LOST, 1);
        }
        to.add(Subject.of(Scope.LOST_REASON, opportunity.text(LOST_REASON)), closed, Measure.LOST, 1);
    }

    private static List<Subject> leaves(Row opportunity) {
        List<Subject> leaves = new ArrayList<>(3);
        leaves.add(Subject.of(Scope.REP, opportunity.text(OWNER)));
        leaves.add(Subject.of(Scope.LEAD_SOURCE, opportunity.text(SOURCE)));
        leaves.add(Subject.of(Scope.PRODUCT, opportunity.text(PRODUCT)));
        return leaves;
    }
}
