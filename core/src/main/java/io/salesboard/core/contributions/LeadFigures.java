package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.LEAD;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import java.time.Instant;

/** What a lead adds to its owner and its source (K22, K23, K27, K33); a merged duplicate adds nothing. */
final class LeadFigures {
    private static final int SOURCE = LEAD.slot("source");
    private static final int OWNER = LEAD.slot("owner_rep_id");
    private static final int STATUS = LEAD.slot("status");
    private static final int CREATED = LEAD.slot("created_ts");
    private static final int CONVERTED = LEAD.slot("converted_ts");

    private LeadFigures() {}

    /** @return null: a lead is no deal */
    static Deal contribute(BusinessObject object, Business business, Contributions to) {
        Row lead = object.root(LEAD);
        if (lead == null || "merged".equals(lead.text(STATUS)) || lead.isNull(CREATED)) {
            return null;
        }
        String owner = lead.text(OWNER) == null ? Scope.UNASSIGNED : lead.text(OWNER);
        String source = lead.text(SOURCE) == null ? Scope.UNASSIGNED : lead.text(SOURCE);
        boolean converted = !lead.isNull(CONVERTED);
        count(to, owner, source, business, lead.number(CREATED), Measure.LEADS);
        if (converted) {
            count(to, owner, source, business, lead.number(CREATED), Measure.LEADS_COHORT_CONVERTED);
            count(to, owner, source, business, lead.number(CONVERTED), Measure.LEADS_CONVERTED);
        }
        return null;
    }

    private static void count(
            Contributions to, String owner, String source, Business business, long micros, Measure measure) {
        Instant at = Micros.instant(micros);
        int day = business.calendar().dayOf(at);
        int hour = business.calendar().hourOf(at);
        to.add(Scope.REP, owner, day, hour, measure, 1);
        to.add(Scope.LEAD_SOURCE, source, day, hour, measure, 1);
    }
}
