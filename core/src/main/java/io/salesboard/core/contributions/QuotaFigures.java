package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.QUOTA;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/** What a quota adds to the window it is set for (K51): the newest of its versions, unless that one is withdrawn. */
public final class QuotaFigures {
    private static final int SCOPE_TYPE = QUOTA.slot("scope_type");
    private static final int SCOPE_ID = QUOTA.slot("scope_id");
    private static final int METRIC = QUOTA.slot("metric");
    private static final int ID = QUOTA.slot("quota_id");
    private static final int START = QUOTA.slot("period_start");
    private static final int END = QUOTA.slot("period_end");
    private static final int AMOUNT = QUOTA.slot("amount");
    private static final int VERSION = QUOTA.slot("version");

    private QuotaFigures() {}

    /** @return null: a quota is no deal */
    static Deal contribute(BusinessObject object, Business business, Contributions to) {
        Optional<Row> newest = object.parts(QUOTA).stream()
                .max(Comparator.<Row>comparingLong(row -> row.numberOrZero(VERSION))
                        .thenComparingLong(row -> row.number(ID)));
        if (newest.isEmpty()
                || newest.get().isNull(AMOUNT)
                || !"revenue".equals(newest.get().text(METRIC))) {
            return null;
        }
        Row quota = newest.get();
        Scope scope = Scope.of(quota.text(SCOPE_TYPE));
        WindowUnit unit = periodOf(quota).orElseThrow();
        long start = quota.number(START);
        long amount = Money.minor(quota.number(AMOUNT), business.digits());
        to.addTo(scope, quota.text(SCOPE_ID), unit, start, Measure.QUOTA, amount);
        to.addTo(scope, quota.text(SCOPE_ID), unit, start, Measure.QUOTAS, 1);
        return null;
    }

    /** The month, quarter or year a quota is set for; empty when its period is none of these. */
    public static Optional<WindowUnit> periodOf(Row quota) {
        if (quota.isNull(START) || quota.isNull(END)) {
            return Optional.empty();
        }
        LocalDate start = LocalDate.ofEpochDay(quota.number(START));
        for (WindowUnit unit : new WindowUnit[] {WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR}) {
            boolean whole = BusinessCalendar.startOf(unit, (int) quota.number(START)) == quota.number(START)
                    && BusinessCalendar.endOf(unit, start).toEpochDay() == quota.number(END);
            if (whole) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
