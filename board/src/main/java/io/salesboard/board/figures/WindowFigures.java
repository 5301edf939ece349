package io.salesboard.board.figures;

import io.salesboard.board.store.Org;
import io.salesboard.board.store.Sums;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.kpi.Quotas;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The figures of one window within a {@link Reading}; what its rows share is computed once. */
public final class WindowFigures {
    private final Reading reading;
    private final Window window;
    private final Window left;
    private final Map<Scope, Map<String, Sums>> cells = new EnumMap<>(Scope.class);
    private Map<Scope, Map<String, Headcount>> headcounts;
    private BigDecimal elapsed;
    private BigDecimal total;

    /** Reps of a row: active ones, those with a quota in the window, and of these the ones that reached it. */
    record Headcount(long active, long withQuota, long atQuota) {
        static final Headcount NONE = new Headcount(0, 0, 0);

        Headcount plus(Headcount other) {
            return new Headcount(active + other.active, withQuota + other.withQuota, atQuota + other.atQuota);
        }
    }

    /** @param left a window within {@code window} whose sums are left out, or null */
    WindowFigures(Reading reading, Window window, Window left) {
        this.reading = reading;
        this.window = window;
        this.left = left;
    }

    Reading reading() {
        return reading;
    }

    public Window window() {
        return window;
    }

    /** The figures of a row. */
    public FiguresOf of(Scope scope, String id) {
        return new FiguresOf(this, scope, id);
    }

    /** Every value published for the row in this window, as shown, in catalogue order; null values included. */
    public Map<String, BigDecimal> values(Scope scope, String id) {
        FiguresOf figures = of(scope, id);
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        for (KpiValue value : Catalogue.valuesOf(scope, window.unit())) {
            values.put(
                    value.key(),
                    reading.decimals().shown(value.unit(), value.formula().of(figures)));
        }
        return values;
    }

    /** The sums of all rows of a scope that have any. */
    Map<String, Sums> cells(Scope scope) {
        Map<String, Sums> known = cells.get(scope);
        if (known == null) {
            known = read(scope); // which may ask for the members' scope
            cells.put(scope, known);
        }
        return known;
    }

    Sums sums(Scope scope, String id) {
        return cells(scope).getOrDefault(id, Sums.NONE);
    }

    private Map<String, Sums> read(Scope scope) {
        if (window.unit() == WindowUnit.NOW && (scope == Scope.TEAM || scope == Scope.REGION)) {
            return ofTodaysReps(scope);
        }
        if (scope == Scope.STORE_KIND) {
            return grouped(Scope.STORE, reading.org()::kindOf);
        }
        if (scope == Scope.CATEGORY) {
            return grouped(Scope.PRODUCT, reading.org()::categoryOf);
        }
        Map<String, Sums> whole = reading.store().cells(scope, window.unit(), window.start());
        if (left == null) {
            return whole;
        }
        Map<String, Sums> parts = reading.store().cells(scope, left.unit(), left.start());
        Map<String, Sums> rest = new HashMap<>(whole);
        parts.forEach((id, part) -> rest.computeIfPresent(id, (same, sums) -> sums.without(part)));
        return rest;
    }

    private Map<String, Sums> grouped(Scope members, UnaryOperator<String> group) {
        Map<String, Sums> sums = new HashMap<>();
        cells(members).forEach((id, cell) -> sums.merge(group.apply(id), cell, Sums::plus));
        return sums;
    }

    /** What is open now belongs to the team or region that its rep is in today; cells of this window exist per rep only. */
    private Map<String, Sums> ofTodaysReps(Scope scope) {
        Map<String, Sums> sums = new HashMap<>();
        cells(Scope.REP).forEach((rep, cell) -> {
            Org.Assignment assignment = reading.org().assignmentOf(rep, reading.today());
            String id = assignment == null
                    ? Scope.UNASSIGNED
                    : scope == Scope.TEAM ? assignment.team() : assignment.region();
            sums.merge(id, cell, Sums::plus);
        });
        return sums;
    }

    /** The revenue quota of a row, or null. */
    Long quota(Scope scope, String id) {
        if (window.unit() == WindowUnit.HOUR || window.unit() == WindowUnit.NOW) {
            return null;
        }
        return Quotas.of(window, (unit, start) -> quotaSet(scope, id, unit, start), reading.working());
    }

    private Long quotaSet(Scope scope, String id, WindowUnit unit, long start) {
        Sums sums = reading.store().cells(scope, unit, start).get(id);
        return sums == null || sums.of(Measure.QUOTAS) == 0 ? null : (Long) sums.of(Measure.QUOTA);
    }

    BigDecimal elapsedDays() {
        if (elapsed == null) {
            elapsed = reading.working().elapsed(window, reading.asOf());
        }
        return elapsed;
    }

    BigDecimal totalDays() {
        if (total == null) {
            total = reading.working().total(window);
        }
        return total;
    }

    Headcount headcount(Scope scope, String id) {
        if (headcounts == null) {
            headcounts = countHeads();
        }
        return headcounts.getOrDefault(scope, Map.of()).getOrDefault(id, Headcount.NONE);
    }

    private Map<Scope, Map<String, Headcount>> countHeads() {
        Map<Scope, Map<String, Headcount>> counts = new EnumMap<>(Scope.class);
        BusinessCalendar calendar = reading.business().calendar();
        int day = Math.min(reading.today(), calendar.dayOf(window.to().minusNanos(1)));
        for (Org.Rep rep : reading.org().reps()) {
            Org.Assignment assignment = reading.org().assignmentOf(rep.id(), day);
            if (assignment == null) {
                continue;
            }
            Long quota = quota(Scope.REP, rep.id());
            boolean reached =
                    quota != null && quota > 0 && sums(Scope.REP, rep.id()).of(Measure.NET) >= quota;
            Headcount one = new Headcount(rep.worksOn(day) ? 1 : 0, quota == null ? 0 : 1, reached ? 1 : 0);
            add(counts, Scope.REP, rep.id(), one);
            add(counts, Scope.TEAM, assignment.team(), one);
            add(counts, Scope.REGION, assignment.region(), one);
            add(counts, Scope.COMPANY, Scope.COMPANY_ID, one);
        }
        return counts;
    }

    private static void add(Map<Scope, Map<String, Headcount>> counts, Scope scope, String id, Headcount one) {
        counts.computeIfAbsent(scope, s -> new HashMap<>()).merge(id, one, Headcount::plus);
    }
}
