package io.salesboard.alerts;

import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.kpi.Unit;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;

/**
 * An alert rule: which figure of which rows, when it is worth telling somebody, and what to do then.
 *
 * @param id lower-case letters, digits and hyphens
 * @param name what the alert says of its subject: "chậm tiến độ tháng"
 * @param comparison what of the KPI is looked at
 * @param kpi the figure
 * @param scope the rows: every one of the scope
 * @param ids only these of them; all where it is empty
 * @param window of which window the figure is
 * @param limit when the alert is raised and when it ends
 * @param after how much of the window's working time must have passed, a fraction: little is said by its first days
 * @param hold how long the figure must be beyond the limit without a break
 * @param severity how much it matters
 * @param workingHours whether it is raised in working time only
 * @param action what to do; empty where the rule recommends nothing
 * @param receiver whom it is for; Alertmanager's routes know the name
 */
public record Rule(
        String id,
        Bilingual name,
        Comparison comparison,
        KpiValue kpi,
        Scope scope,
        Set<String> ids,
        WindowUnit window,
        Limit limit,
        BigDecimal after,
        Duration hold,
        Severity severity,
        boolean workingHours,
        Bilingual action,
        String receiver) {

    /** The same words in both languages of the product. */
    public record Bilingual(String vi, String en) {
        static final Bilingual NOTHING = new Bilingual("", "");
    }

    /** What the figure that is compared, and the limit, are counted in. */
    public Measured measured() {
        return switch (comparison) {
            case QUOTA, PACE, CHANGE -> Measured.RATIO;
            case RANK -> Measured.PLACE;
            case NO_SALE -> Measured.MINUTES;
            case WON_DEAL -> Measured.MONEY;
            case VALUE -> Measured.of(kpi.unit());
        };
    }

    /** What a compared figure is counted in. */
    public enum Measured {
        /** Major units of the base currency. */
        MONEY,
        COUNT,
        QUANTITY,
        /** A fraction: 0.25 is 25 %. */
        RATIO,
        /** A place in a ranking. */
        PLACE,
        /** Minutes of working time. */
        MINUTES;

        static Measured of(Unit unit) {
            return switch (unit) {
                case MONEY -> MONEY;
                case COUNT -> COUNT;
                case QUANTITY -> QUANTITY;
                case RATIO -> RATIO;
            };
        }
    }
}
