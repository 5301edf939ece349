package io.salesboard.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What reps write down of their calls, emails and meetings, and what they forget to. */
final class ActivityActions {
    private static final String INSERT =
            "insert into activity(type, rep_id, scheduled_ts, done_ts, subject) values (?, ?, ?, ?, ?)";
    private static final String NOT_HELD = "type = 'meeting' and done_ts is null";

    private final Dice dice;
    private final Demand demand;
    private final CrmGenerator generator;
    private final ZoneId zone;

    ActivityActions(Dice dice, Demand demand, ZoneId zone) {
        this.dice = dice;
        this.demand = demand;
        this.generator = new CrmGenerator(Products.all(), zone);
        this.zone = zone;
    }

    /** Meetings are noted as held about as often as they come due; those that are not are missed. */
    List<Action> all() {
        return List.of(
                new Action("call, write or arrange", 1.2, this::write),
                new Action("arrange a meeting for today", 0.4, this::arrange),
                new Action("note a meeting as held", 0.8, this::hold),
                new Action("take back that a meeting was held", 0.05, this::forget),
                new Action("move a meeting", 0.2, this::move),
                new Action("delete a meeting", 0.1, this::delete));
    }

    private int write(Connection crm, Instant now) throws SQLException {
        Activity activity = generator.activity(dice, someRep(now), now);
        return activity.type().equals(Activity.MEETING)
                ? insert(crm, activity, now.plusSeconds(dice.between(1, 5 * 24) * 3_600L), null)
                : insert(crm, activity, now, now);
    }

    private int arrange(Connection crm, Instant now) throws SQLException {
        Instant at = now.plusSeconds(dice.between(5, 180) * 60L);
        return Sql.update(crm, INSERT, Activity.MEETING, someRep(now), at, null, "Gặp " + Names.account(dice));
    }

    private static int insert(Connection crm, Activity activity, Instant scheduled, Instant done) throws SQLException {
        return Sql.update(crm, INSERT, activity.type(), activity.rep(), scheduled, done, activity.subject());
    }

    private int hold(Connection crm, Instant now) throws SQLException {
        return Sql.update(
                crm,
                "update activity set done_ts = ? where activity_id = (select activity_id from activity where "
                        + NOT_HELD + " and scheduled_ts <= ? order by scheduled_ts desc limit 1)",
                now,
                now);
    }

    private int forget(Connection crm, Instant now) throws SQLException {
        return change(
                crm,
                "type = 'meeting' and done_ts is not null",
                "update activity set done_ts = null where activity_id = ?");
    }

    private int move(Connection crm, Instant now) throws SQLException {
        return change(
                crm,
                NOT_HELD,
                "update activity set scheduled_ts = ? where activity_id = ?",
                now.plusSeconds(dice.between(1, 5 * 24) * 3_600L));
    }

    private int delete(Connection crm, Instant now) throws SQLException {
        return change(crm, NOT_HELD, "delete from activity where activity_id = ?");
    }

    private int change(Connection crm, String condition, String sql, Object... parameters) throws SQLException {
        return Recent.change(crm, dice, "activity", "activity_id", condition, sql, parameters);
    }

    private String someRep(Instant now) {
        return demand.seller(dice, now.atZone(zone).toLocalDate()).id();
    }
}
