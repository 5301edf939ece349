package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.QUOTA;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.TextColumn;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;

/** What the quotas set for one period add to it (K51): the newest of the versions, unless that one is withdrawn. */
public final class PeriodQuotas extends ObjectType {
    private static final TextColumn SCOPE_TYPE = QUOTA.textColumn("scope_type");
    private static final TextColumn SCOPE_ID = QUOTA.textColumn("scope_id");
    private static final TextColumn METRIC = QUOTA.textColumn("metric");
    private static final NumberColumn ID = QUOTA.numberColumn("quota_id");
    private static final NumberColumn START = QUOTA.numberColumn("period_start");
    private static final NumberColumn END = QUOTA.numberColumn("period_end");
    private static final NumberColumn AMOUNT = QUOTA.numberColumn("amount");
    private static final NumberColumn VERSION = QUOTA.numberColumn("version");

    private static final Comparator<Row> BY_VERSION =
            Comparator.<Row>comparingLong(row -> row.numberOrZero(VERSION)).thenComparingLong(row -> row.number(ID));

    public PeriodQuotas() {
        super("quota", new Part(QUOTA, PeriodQuotas::period));
    }

    private static String period(Row quota) {
        return String.join(
                "/",
                quota.text(SCOPE_TYPE),
                quota.text(SCOPE_ID),
                quota.text(METRIC),
                day(quota, START),
                day(quota, END));
    }

    private static String day(Row quota, NumberColumn column) {
        return quota.isNull(column) ? "" : Long.toString(quota.number(column));
    }

    @Override
    public void contribute(BusinessObject object, Accounting accounting, Instant now, Contributions to) {
        Row quota = Collections.max(object.rows(), BY_VERSION);
        if (quota.isNull(AMOUNT) || !"revenue".equals(quota.text(METRIC))) {
            return;
        }
        Subject of = Subject.of(Scope.of(quota.text(SCOPE_TYPE)), quota.text(SCOPE_ID));
        WindowUnit unit = periodOf(quota).orElseThrow();
        long start = quota.number(START);
        to.addTo(of, unit, start, Measure.QUOTA, Money.minor(quota.number(AMOUNT), accounting.digits()));
        to.addTo(of, unit, start, Measure.QUOTAS, 1);
    }

    /** The month, quarter or year a quota is set for; empty when its period is none of these. */
    public static Optional<WindowUnit> periodOf(Row quota) {
        if (quota.isNull(START) || quota.isNull(END)) {
            return Optional.empty();
        }
        int first = (int) quota.number(START);
        for (WindowUnit unit : new WindowUnit[] {WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR}) {
            boolean whole = BusinessCalendar.startOf(unit, first) == first
                    && BusinessCalendar.endOf(unit, LocalDate.ofEpochDay(first)).toEpochDay() == quota.number(END);
            if (whole) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
