package io.salesboard.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What sales managers change in the CRM: quotas, and who works in which team. */
final class ManagerActions {
    private final Dice dice;
    private final Organisation organisation;
    private final Demand demand;
    private final ZoneId zone;
    private final Runnable reorganised;

    /** @param reorganised called when the organisation has to be read again */
    ManagerActions(Dice dice, Organisation organisation, Demand demand, ZoneId zone, Runnable reorganised) {
        this.dice = dice;
        this.organisation = organisation;
        this.demand = demand;
        this.zone = zone;
        this.reorganised = reorganised;
    }

    List<Action> all() {
        return List.of(
                new Action("revise a quota", 0.12, this::reviseQuota),
                new Action("edit a quota", 0.06, this::editQuota),
                new Action("reassign a rep", 0.06, this::reassign));
    }

    /** A new version of a rep's quota for this month. */
    private int reviseQuota(Connection crm, Instant now) throws SQLException {
        return Sql.update(
                crm,
                "insert into quota(scope_type, scope_id, metric, period_start, period_end, amount, currency, version)"
                        + " select scope_type, scope_id, metric, period_start, period_end, round(amount * ?, -6), currency,"
                        + " version + 1 from quota where scope_type = 'rep' and scope_id = ? and period_start = ?"
                        + " and period_end = ? order by version desc, quota_id desc limit 1",
                BigDecimal.valueOf(dice.between(92, 110), 2),
                someRep(now),
                today(now).withDayOfMonth(1),
                today(now).withDayOfMonth(1).plusMonths(1));
    }

    private int editQuota(Connection crm, Instant now) throws SQLException {
        return Recent.change(
                crm,
                dice,
                "quota",
                "quota_id",
                "amount is not null",
                "update quota set amount = round(amount * ?, -6) where quota_id = ?",
                BigDecimal.valueOf(dice.between(95, 107), 2));
    }

    /** Moves a rep to another team, from today or from some day of the last weeks. */
    private int reassign(Connection crm, Instant now) throws SQLException {
        LocalDate from = dice.chance(0.4) ? today(now).minusDays(dice.between(1, 25)) : today(now);
        Sql.Result row = Sql.first(
                crm,
                "select assignment_id, team_id from rep_assignment where rep_id = ? and valid_to is null and valid_from < ?"
                        + " order by valid_from desc limit 1",
                someRep(now),
                from);
        if (row == null) {
            return 0;
        }
        List<Organisation.Team> others = organisation.teams().stream()
                .filter(other -> !other.id().equals(row.text(2)))
                .toList();
        if (others.isEmpty()) {
            return 0;
        }
        Organisation.Team team = dice.pick(others);
        int rows = Sql.update(crm, "update rep_assignment set valid_to = ? where assignment_id = ?", from, row.id(1))
                + Sql.update(
                        crm,
                        "insert into rep_assignment(rep_id, team_id, region_id, manager_id, valid_from)"
                                + " select rep_id, ?, ?, manager_id, ? from rep_assignment where assignment_id = ?",
                        team.id(),
                        team.region(),
                        from,
                        row.id(1));
        reorganised.run();
        return rows;
    }

    private String someRep(Instant now) {
        return demand.seller(dice, today(now)).id();
    }

    private LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }
}
