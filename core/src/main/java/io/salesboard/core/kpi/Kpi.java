package io.salesboard.core.kpi;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.util.Collections;
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
 * @param movesByTheClock whether its values change in the present window though nothing happens
 * @param values its numbers
 */
public record Kpi(
        String id,
        String vi,
        String en,
        Set<Scope> scopes,
        Set<WindowUnit> windows,
        boolean movesByTheClock,
        List<KpiValue> values) {

    /** Every window of the calendar that is made of days. */
    static final Set<WindowUnit> DAYS = EnumSet.range(WindowUnit.DAY, WindowUnit.YEAR);

    /** Begins the declaration of a KPI. */
    static Draft kpi(String id, String vi, String en) {
        return new Draft(id, vi, en);
    }

    /** Whether it is published for a scope and window. */
    public boolean appliesTo(Scope scope, WindowUnit unit) {
        return scopes.contains(scope)
                && windows.contains(unit)
                && scope.windows().contains(unit);
    }

    /** A KPI that is being declared; its values end the declaration. */
    static final class Draft {
        private final String id;
        private final String vi;
        private final String en;
        private final Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        private final Set<WindowUnit> windows = EnumSet.noneOf(WindowUnit.class);
        private boolean movesByTheClock;

        private Draft(String id, String vi, String en) {
            this.id = id;
            this.vi = vi;
            this.en = en;
        }

        Draft of(Scope... some) {
            Collections.addAll(scopes, some);
            return this;
        }

        Draft in(WindowUnit... some) {
            Collections.addAll(windows, some);
            return this;
        }

        Draft in(Set<WindowUnit> some) {
            windows.addAll(some);
            return this;
        }

        Draft movingByTheClock() {
            movesByTheClock = true;
            return this;
        }

        Kpi values(KpiValue... values) {
            return new Kpi(
                    id,
                    vi,
                    en,
                    Collections.unmodifiableSet(scopes),
                    Collections.unmodifiableSet(windows),
                    movesByTheClock,
                    List.of(values));
        }
    }
}
