package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.LEAD;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.TextColumn;
import java.time.Instant;

/** What a lead adds to its owner and its source (K22, K23, K27, K33); a merged duplicate adds nothing. */
public final class Leads extends ObjectType {
    private static final TextColumn SOURCE = LEAD.textColumn("source");
    private static final TextColumn OWNER = LEAD.textColumn("owner_rep_id");
    private static final TextColumn STATUS = LEAD.textColumn("status");
    private static final NumberColumn CREATED = LEAD.numberColumn("created_ts");
    private static final NumberColumn CONVERTED = LEAD.numberColumn("converted_ts");

    public Leads() {
        super("lead", root(LEAD));
    }

    @Override
    public void contribute(BusinessObject object, Accounting accounting, Instant now, Contributions to) {
        Row lead = object.root(LEAD);
        if ("merged".equals(lead.text(STATUS)) || lead.isNull(CREATED)) {
            return;
        }
        Moment created = accounting.momentOf(lead.number(CREATED));
        count(to, lead, created, Measure.LEADS);
        if (!lead.isNull(CONVERTED)) {
            count(to, lead, created, Measure.LEADS_COHORT_CONVERTED);
            count(to, lead, accounting.momentOf(lead.number(CONVERTED)), Measure.LEADS_CONVERTED);
        }
    }

    private static void count(Contributions to, Row lead, Moment moment, Measure measure) {
        to.add(Subject.of(Scope.REP, lead.text(OWNER)), moment, measure, 1);
        to.add(Subject.of(Scope.LEAD_SOURCE, lead.text(SOURCE)), moment, measure, 1);
    }
}
