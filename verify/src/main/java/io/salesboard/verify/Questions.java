package io.salesboard.verify;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which windows to ask the board for: each that has a dated row or a quota, and those between, where the board should say
 * that nothing happened; and the leaderboards. Unit by unit: what SQL computes of one is computed once.
 *
 * <p>Days between are filled in for the last 400 days, so that one row dated 1970 does not ask for 20,000 empty days.
 * Hours are the last 48.
 */
final class Questions {
    private static final int FILLED_DAYS = 400;

    private static final String POS_DAYS =
            days("select completed_ts from pos_order union all select refund_ts from pos_refund");
    private static final String CRM_DAYS = days("select created_ts from lead union all select converted_ts from lead"
            + " union all select created_ts from opportunity union all select closed_ts from opportunity");
    private static final String QUOTA_MONTHS = "select distinct month::date - date 'epoch' from quota,"
            + " generate_series(period_start, least(period_end - 1, period_start + 366), interval '1 month') month"
            + " where isfinite(period_start) and isfinite(period_end) and ? <> ''";

    private final BusinessCalendar calendar;
    private final Instant now;
    private final Set<Integer> days = new TreeSet<>();
    private final Set<Integer> quotaDays = new TreeSet<>();

    private Questions(BusinessCalendar calendar, Instant now) {
        this.calendar = calendar;
        this.now = now;
    }

    private static String days(String instants) {
        return "select distinct (ts at time zone ?)::date - date 'epoch' from (" + instants
                + ") dated (ts) where isfinite(ts)";
    }

    static List<Question> of(Connection pos, Connection crm, BusinessCalendar calendar, Instant now)
            throws SQLException {
        Questions questions = new Questions(calendar, now);
        questions.read(pos, POS_DAYS, questions.days);
        questions.read(crm, CRM_DAYS, questions.days);
        questions.read(crm, QUOTA_MONTHS, questions.quotaDays);
        questions.fill();
        return questions.all();
    }

    private void read(Connection connection, String sql, Set<Integer> into) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, calendar.zone().getId());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    into.add(rows.getInt(1));
                }
            }
        }
    }

    private void fill() {
        int today = calendar.dayOf(now);
        int first = days.isEmpty() ? today : Math.min(today, days.iterator().next());
        for (int day = Math.max(first, today - FILLED_DAYS); day <= today; day++) {
            days.add(day);
        }
    }

    private List<Question> all() {
        List<Question> questions = new ArrayList<>();
        for (WindowUnit unit : WindowUnit.values()) {
            for (Scope scope : Scope.values()) {
                if (!Catalogue.valuesOf(scope, unit).isEmpty()) {
                    windows(unit).forEach(window -> questions.add(new Question(scope, window)));
                }
            }
            Leaderboards.questions(calendar, now).stream()
                    .filter(question -> question.unit() == unit)
                    .forEach(questions::add);
        }
        return questions;
    }

    private List<Window> windows(WindowUnit unit) {
        if (unit == WindowUnit.HOUR) {
            return hours();
        }
        Set<Long> starts = new TreeSet<>();
        days.forEach(day -> starts.add(BusinessCalendar.startOf(unit, day)));
        if (EnumSet.of(WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR).contains(unit)) {
            quotaDays.forEach(day -> starts.add(BusinessCalendar.startOf(unit, day)));
        }
        return starts.stream().map(start -> calendar.window(unit, start)).toList();
    }

    private List<Window> hours() {
        List<Window> hours = new ArrayList<>();
        Window hour = calendar.windowOf(WindowUnit.HOUR, now);
        for (int i = 0; i < WindowUnit.HOURS_KEPT; i++) {
            hours.add(hour);
            hour = calendar.previous(hour);
        }
        return hours;
    }
}
