package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.CUSTOMER_ORDER;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.TextColumn;
import java.time.Instant;

/**
 * What a customer adds (K11): the first of the completed orders is that of a new customer, the later ones are those of a
 * returning one. The first is the earliest by completion, then by id.
 */
public final class Customers extends ObjectType {
    static final TextColumn CUSTOMER = CUSTOMER_ORDER.textColumn("customer_id");
    static final TextColumn REP = CUSTOMER_ORDER.textColumn("rep_id");
    static final TextColumn STORE = CUSTOMER_ORDER.textColumn("store_id");
    static final NumberColumn COMPLETED = CUSTOMER_ORDER.numberColumn("completed_ts");
    static final NumberColumn NET = CUSTOMER_ORDER.numberColumn("net");

    public Customers() {
        super("customer", part(CUSTOMER_ORDER, "customer_id"));
    }

    @Override
    public NumberColumn firstBy() {
        return COMPLETED;
    }

    @Override
    public void contribute(BusinessObject object, Accounting accounting, Instant now, Contributions to) {
        Row first = first(object);
        for (Row order : object.rows()) {
            boolean isNew = order == first;
            Moment completed = accounting.momentOf(order.number(COMPLETED));
            for (Subject leaf :
                    new Subject[] {Subject.of(Scope.REP, order.text(REP)), Subject.of(Scope.STORE, order.text(STORE))
                    }) {
                to.add(
                        leaf,
                        completed,
                        isNew ? Measure.NEW_CUSTOMER_NET : Measure.RETURNING_CUSTOMER_NET,
                        order.number(NET));
                to.add(leaf, completed, isNew ? Measure.NEW_CUSTOMERS : Measure.RETURNING_CUSTOMER_ORDERS, 1);
            }
        }
    }
}
