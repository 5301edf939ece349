package io.salesboard.demo;

import io.salesboard.demo.Negotiation.Step;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes the demo company's rows of the CRM database, as they stand at one instant. */
final class CrmRows {
    private final Organisation organisation;
    private final VietnamCalendar calendar;
    private final LocalDate start;
    private final List<QuotaPlan.Quota> quotas;
    private final List<Prospect> prospects;
    private final List<Negotiation> deals;
    private final List<Activity> activities;
    private final Instant now;

    CrmRows(
            Organisation organisation,
            VietnamCalendar calendar,
            LocalDate start,
            List<QuotaPlan.Quota> quotas,
            List<Prospect> prospects,
            List<Negotiation> deals,
            List<Activity> activities,
            Instant now) {
        this.organisation = organisation;
        this.calendar = calendar;
        this.start = start;
        this.quotas = quotas;
        this.prospects = prospects;
        this.deals = deals;
        this.activities = activities;
        this.now = now;
    }

    long write(Connection crm) throws SQLException {
        long rows = 0;
        for (CopyTable table : organisationTables()) {
            rows += table.send(crm);
        }
        rows += quotaTable().send(crm) + days().send(crm);
        Map<Negotiation, Long> ids = new IdentityHashMap<>();
        deals.forEach(deal -> ids.put(deal, ids.size() + 1L));
        rows += leads(ids).send(crm);
        for (CopyTable table : opportunities(ids)) {
            rows += table.send(crm);
        }
        rows += activities().send(crm);
        DemoCompany.continueIds(crm, "rep_assignment", "assignment_id");
        DemoCompany.continueIds(crm, "quota", "quota_id");
        DemoCompany.continueIds(crm, "lead", "lead_id");
        DemoCompany.continueIds(crm, "opportunity", "opp_id");
        DemoCompany.continueIds(crm, "opportunity_stage_history", "history_id");
        DemoCompany.continueIds(crm, "activity", "activity_id");
        return rows;
    }

    private List<CopyTable> organisationTables() {
        CopyTable regions = new CopyTable("region", "region_id, name");
        organisation.regions().forEach(r -> regions.row(r.id(), r.name()));
        CopyTable teams = new CopyTable("team", "team_id, name, region_id");
        organisation.teams().forEach(t -> teams.row(t.id(), t.name(), t.region()));
        CopyTable reps = new CopyTable("rep", "rep_id, name, hire_date, active");
        organisation.reps().forEach(r -> reps.row(r.id(), r.name(), r.hired(), r.left() == null));
        CopyTable assignments = new CopyTable(
                "rep_assignment", "assignment_id, rep_id, team_id, region_id, manager_id, valid_from, valid_to");
        long id = 0;
        for (Organisation.Assignment a : organisation.assignments()) {
            assignments.row(++id, a.rep(), a.team(), a.region(), a.manager(), a.from(), a.to());
        }
        return List.of(regions, teams, reps, assignments);
    }

    private CopyTable quotaTable() {
        CopyTable table = new CopyTable(
                "quota", "quota_id, scope_type, scope_id, period_start, period_end, amount, currency, version");
        long id = 0;
        for (QuotaPlan.Quota q : quotas) {
            table.row(++id, q.scope(), q.id(), q.start(), q.end(), q.amount(), DemoCompany.CURRENCY, q.version());
        }
        return table;
    }

    private CopyTable days() {
        CopyTable table = new CopyTable("business_day", "calendar_id, date, working_weight");
        LocalDate end = start.plusMonths(12);
        for (LocalDate day = start; day.isBefore(end); day = day.plusDays(1)) {
            table.row("default", day, BigDecimal.valueOf(calendar.weightInTenths(day), 1));
        }
        return table;
    }

    private CopyTable leads(Map<Negotiation, Long> ids) {
        CopyTable table = new CopyTable(
                "lead",
                "lead_id, source, owner_rep_id, status, created_ts, first_contact_ts, converted_ts, converted_opp_id,"
                        + " contact_name, contact_phone");
        long id = 0;
        for (Prospect p : prospects) {
            boolean converted = p.convertedAt(now);
            table.row(
                    ++id,
                    p.source(),
                    p.owner(),
                    p.statusAt(now),
                    p.created(),
                    p.contactedAt(now) ? p.firstContact() : null,
                    converted ? p.ended() : null,
                    converted ? ids.get(p.deal()) : null,
                    p.contact(),
                    p.phone());
        }
        return table;
    }

    private CopyTable activities() {
        CopyTable table = new CopyTable("activity", "activity_id, type, rep_id, scheduled_ts, done_ts, subject");
        long id = 0;
        for (Activity activity : activities) {
            boolean done = activity.done() != null && !activity.done().isAfter(now);
            table.row(
                    ++id,
                    activity.type(),
                    activity.rep(),
                    activity.scheduled(),
                    done ? activity.done() : null,
                    activity.subject());
        }
        return table;
    }

    private List<CopyTable> opportunities(Map<Negotiation, Long> ids) {
        CopyTable table = new CopyTable(
                "opportunity",
                "opp_id, owner_rep_id, source, product_id, stage, amount, currency, probability, created_ts,"
                        + " expected_close, closed_ts, outcome, lost_reason, account_name");
        record Entered(long opportunity, Step step) {}
        List<Entered> history = new ArrayList<>();
        for (Negotiation deal : deals) {
            long id = ids.get(deal);
            List<Step> steps = deal.stagesUntil(now);
            Step last = steps.get(steps.size() - 1);
            table.row(
                    id,
                    deal.owner(),
                    deal.source(),
                    deal.product(),
                    last.stage(),
                    deal.amount(),
                    DemoCompany.CURRENCY,
                    Negotiation.probability(last.stage()),
                    deal.created(),
                    deal.expectedClose(),
                    last.closes() ? last.at() : null,
                    last.closes() ? last.stage() : null,
                    last.stage().equals("lost") ? deal.lostReason() : null,
                    deal.account());
            steps.forEach(step -> history.add(new Entered(id, step)));
        }
        history.sort(Comparator.comparing(entered -> entered.step.at()));
        CopyTable stages = new CopyTable("opportunity_stage_history", "history_id, opp_id, stage, entered_ts");
        long id = 0;
        for (Entered entered : history) {
            stages.row(++id, entered.opportunity, entered.step.stage(), entered.step.at());
        }
        return List.of(table, stages);
    }
}
