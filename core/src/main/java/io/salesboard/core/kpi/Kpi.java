package io.salesboard.core.kpi;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One KPI of the catalogue, declared once; API, metrics, documentation, screens and tests read this.
 *
 * @param id number in the catalogue: {@code K01}
 * @param vi Vietnamese name
 * @param en English name
 * @param scopes the scopes it is published for
 * @param windows the windows it is published for
 * @param values its numbers
 * @param movesByTheClock whether its values change in the present window though nothing happens
 */
public record Kpi(
        String id,
        String vi,
        String en,
        Set<Scope> scopes,
        Set<WindowUnit> windows,
        List<KpiValue> values,
        boolean movesByTheClock) {

    /** Every window of the calendar that is made of days. */
    static final Set<WindowUnit> DAYS = EnumSet.range(WindowUnit.DAY, WindowUnit.YEAR);

    Kpi(String id, String vi, String en, Set<Scope> scopes, Set<WindowUnit> windows, List<KpiValue> values) {
        this(id, vi, en, scopes, windows, values, false);
    }

    Kpi movingByTheClock() {
        return new Kpi(id, vi, en, scopes, windows, values, true);
    }

    public boolean appliesTo(Scope scope, WindowUnit unit) {
        return scopes.contains(scope)
                && windows.contains(unit)
                && scope.windows().contains(unit);
    }
}
