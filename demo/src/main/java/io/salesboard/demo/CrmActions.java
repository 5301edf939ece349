package io.salesboard.demo;

import io.salesboard.demo.Negotiation.Step;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What happens in the CRM: leads come and convert, opportunities move and close. */
final class CrmActions {
    private final Dice dice;
    private final Demand demand;
    private final CrmGenerator generator;
    private final ZoneId zone;

    CrmActions(Dice dice, Demand demand, ZoneId zone) {
        this.dice = dice;
        this.demand = demand;
        this.generator = new CrmGenerator(Products.all(), zone);
        this.zone = zone;
    }

    List<Action> all() {
        return List.of(
                new Action("lead", 12, this::lead),
                new Action("first contact", 7, this::contact),
                new Action("convert a lead", 2.5, this::convert),
                new Action("un-convert a lead", 0.25, this::unconvert),
                new Action("lose a lead", 1.5, this::loseLead),
                new Action("merge a lead", 0.3, this::mergeLead),
                new Action("delete a lead", 0.15, this::deleteLead),
                new Action("opportunity", 0.8, this::opportunity),
                new Action("move a stage", 4, this::moveStage),
                new Action("win", 1.4, (crm, now) -> close(crm, "won", now)),
                new Action("lose", 1.8, (crm, now) -> close(crm, "lost", now)),
                new Action("reopen", 0.25, this::reopen),
                new Action("change the amount", 1, this::changeAmount),
                new Action("put off", 1, this::putOff),
                new Action("give to another rep", 0.5, this::changeOwner),
                new Action("delete an opportunity", 0.1, this::deleteOpportunity));
    }

    private int lead(Connection crm, Instant now) throws SQLException {
        boolean late = dice.chance(0.04);
        Instant created = late ? now.minusSeconds(dice.between(3_600, 6 * 86_400)) : now;
        Prospect prospect = generator.prospect(dice, dice.chance(0.04) ? null : someRep(now), created);
        return Sql.update(
                crm,
                "insert into lead(source, owner_rep_id, status, created_ts, contact_name, contact_phone)"
                        + " values (?, ?, 'new', ?, ?, ?)",
                prospect.source(),
                prospect.owner(),
                created,
                prospect.contact(),
                prospect.phone());
    }

    private int contact(Connection crm, Instant now) throws SQLException {
        return onLead(
                crm,
                "status = 'new'",
                "update lead set status = 'working', first_contact_ts = ?, owner_rep_id = coalesce(owner_rep_id, ?)"
                        + " where lead_id = ?",
                now,
                someRep(now));
    }

    private int convert(Connection crm, Instant now) throws SQLException {
        Sql.Result lead = Sql.first(
                crm,
                "select lead_id, owner_rep_id, source from lead where lead_id <= ? and status in ('working', 'qualified')"
                        + " order by lead_id desc limit 1",
                near(crm, "lead", "lead_id"));
        if (lead == null) {
            return 0;
        }
        Negotiation deal = generator.deal(dice, lead.text(2), lead.text(3), now);
        long opportunity = insert(crm, deal);
        return 2
                + Sql.update(
                        crm,
                        "update lead set status = 'converted', converted_ts = ?, converted_opp_id = ? where lead_id = ?",
                        now,
                        opportunity,
                        lead.id(1));
    }

    private int unconvert(Connection crm, Instant now) throws SQLException {
        return onLead(
                crm,
                "status = 'converted'",
                "update lead set status = 'working', converted_ts = null, converted_opp_id = null where lead_id = ?");
    }

    private int loseLead(Connection crm, Instant now) throws SQLException {
        return onLead(crm, "status in ('working', 'qualified')", "update lead set status = 'lost' where lead_id = ?");
    }

    private int mergeLead(Connection crm, Instant now) throws SQLException {
        return onLead(crm, "status in ('new', 'working')", "update lead set status = 'merged' where lead_id = ?");
    }

    private int deleteLead(Connection crm, Instant now) throws SQLException {
        return onLead(crm, "true", "delete from lead where lead_id = ?");
    }

    private int onLead(Connection crm, String condition, String sql, Object... parameters) throws SQLException {
        return Recent.change(crm, dice, "lead", "lead_id", condition, sql, parameters);
    }

    private int onOpportunity(Connection crm, String condition, String sql, Object... parameters) throws SQLException {
        return Recent.change(crm, dice, "opportunity", "opp_id", condition, sql, parameters);
    }

    private int opportunity(Connection crm, Instant now) throws SQLException {
        insert(crm, generator.deal(dice, someRep(now), dice.chance(0.5) ? "Giới thiệu" : null, now));
        return 2;
    }

    private long insert(Connection crm, Negotiation deal) throws SQLException {
        Step first = deal.stages().get(0);
        long id = Sql.insert(
                crm,
                "insert into opportunity(owner_rep_id, source, product_id, stage, amount, currency, probability,"
                        + " created_ts, expected_close, account_name) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " returning opp_id",
                deal.owner(),
                deal.source(),
                deal.product(),
                first.stage(),
                deal.amount(),
                DemoCompany.CURRENCY,
                new BigDecimal(Negotiation.probability(first.stage())),
                first.at(),
                deal.expectedClose(),
                deal.account());
        enter(crm, id, first.stage(), first.at());
        return id;
    }

    private static int enter(Connection crm, long opportunity, String stage, Instant at) throws SQLException {
        return Sql.update(
                crm,
                "insert into opportunity_stage_history(opp_id, stage, entered_ts) values (?, ?, ?)",
                opportunity,
                stage,
                at);
    }

    private int moveStage(Connection crm, Instant now) throws SQLException {
        Sql.Result row = openOpportunity(crm);
        if (row == null) {
            return 0;
        }
        int at = Negotiation.OPEN_STAGES.indexOf(row.text(2));
        boolean back = at == Negotiation.OPEN_STAGES.size() - 1 || at > 0 && dice.chance(0.1);
        return setStage(crm, row.id(1), Negotiation.OPEN_STAGES.get(back ? at - 1 : at + 1), now);
    }

    private int setStage(Connection crm, long opportunity, String stage, Instant now) throws SQLException {
        return Sql.update(
                        crm,
                        "update opportunity set stage = ?, probability = ?, closed_ts = null, outcome = null,"
                                + " lost_reason = null where opp_id = ?",
                        stage,
                        new BigDecimal(Negotiation.probability(stage)),
                        opportunity)
                + enter(crm, opportunity, stage, now);
    }

    private int close(Connection crm, String outcome, Instant now) throws SQLException {
        Sql.Result row = openOpportunity(crm);
        if (row == null) {
            return 0;
        }
        // Some wins are entered days after the handshake.
        Instant closed = dice.chance(0.08) ? now.minusSeconds(dice.between(3_600, 8 * 86_400)) : now;
        String reason = outcome.equals("lost") && dice.chance(0.9) ? dice.pick(Negotiation.LOST_REASONS) : null;
        return Sql.update(
                        crm,
                        "update opportunity set stage = ?, outcome = ?, probability = ?, closed_ts = greatest(?, created_ts),"
                                + " lost_reason = ? where opp_id = ?",
                        outcome,
                        outcome,
                        new BigDecimal(Negotiation.probability(outcome)),
                        closed,
                        reason,
                        row.id(1))
                + enter(crm, row.id(1), outcome, closed);
    }

    private int reopen(Connection crm, Instant now) throws SQLException {
        Sql.Result row = Sql.first(
                crm,
                "select opp_id from opportunity where opp_id <= ? and outcome is not null order by opp_id desc limit 1",
                near(crm, "opportunity", "opp_id"));
        return row == null ? 0 : setStage(crm, row.id(1), "negotiation", now);
    }

    private int changeAmount(Connection crm, Instant now) throws SQLException {
        BigDecimal factor = BigDecimal.valueOf(dice.between(70, 140), 2);
        return onOpportunity(
                crm,
                "amount is not null",
                "update opportunity set amount = round(amount * ?, -5) where opp_id = ?",
                factor);
    }

    /** The day it was expected to be closed on is over, or moves for other reasons. */
    private int putOff(Connection crm, Instant now) throws SQLException {
        LocalDate day = today(now).plusDays(dice.between(7, 45));
        int overdue = Sql.update(
                crm,
                "update opportunity set expected_close = ? where opp_id = (select opp_id from opportunity"
                        + " where outcome is null and expected_close < ? order by expected_close desc limit 1)",
                day,
                today(now));
        return overdue > 0
                ? overdue
                : onOpportunity(
                        crm, "outcome is null", "update opportunity set expected_close = ? where opp_id = ?", day);
    }

    private int changeOwner(Connection crm, Instant now) throws SQLException {
        return onOpportunity(crm, "true", "update opportunity set owner_rep_id = ? where opp_id = ?", someRep(now));
    }

    private int deleteOpportunity(Connection crm, Instant now) throws SQLException {
        Sql.Result row = openOpportunity(crm);
        if (row == null) {
            return 0;
        }
        return Sql.update(crm, "delete from opportunity_stage_history where opp_id = ?", row.id(1))
                + Sql.update(
                        crm,
                        "update lead set status = 'working', converted_ts = null, converted_opp_id = null"
                                + " where converted_opp_id = ?",
                        row.id(1))
                + Sql.update(crm, "delete from opportunity where opp_id = ?", row.id(1));
    }

    private Sql.Result openOpportunity(Connection crm) throws SQLException {
        return Sql.first(
                crm,
                "select opp_id, stage from opportunity where opp_id <= ? and outcome is null"
                        + " and stage in ('qualification', 'proposal', 'negotiation') order by opp_id desc limit 1",
                near(crm, "opportunity", "opp_id"));
    }

    private String someRep(Instant now) {
        return demand.seller(dice, today(now)).id();
    }

    private long near(Connection crm, String table, String id) throws SQLException {
        return Recent.id(crm, dice, table, id);
    }

    private LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }
}
