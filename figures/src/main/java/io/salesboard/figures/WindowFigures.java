package io.salesboard.figures;

import io.salesboard.core.kpi.Quotas;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.store.CellTable;
import io.salesboard.figures.store.Org;
import io.salesboard.figures.store.Sums;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** The figures of one window within a {@link Reading}; what its rows share is computed once. */
public final class WindowFigures {
    private final Reading reading;
    private final Window window;
    private final Window left;
    private final Beginning beginning;
    private final Map<GroupOfScope, CellTable> tables = new HashMap<>();
    private final Map<GroupOfScope, Map<String, Sums>> made = new HashMap<>();
    private final Map<Scope, Map<String, FiguresOf>> rows = new EnumMap<>(Scope.class);
    private Map<Scope, Map<String, Headcount>> headcounts;
    private BigDecimal elapsed;
    private BigDecimal total;
    private Quotas quotas;

    /** Where rows are taken from that did not change since; or null. */
    private WindowFigures before;

    /** A group of measures of a scope's rows. */
    private record GroupOfScope(Measure.Group group, Scope scope) {}

    /** Reps of a row: active ones, those with a quota in the window, and of these the ones that reached it. */
    record Headcount(long active, long withQuota, long atQuota) {
        static final Headcount NONE = new Headcount(0, 0, 0);

        Headcount plus(Headcount other) {
            return new Headcount(active + other.active, withQuota + other.withQuota, atQuota + other.atQuota);
        }
    }

    /**
     * The first days of a window, or the first hours of a day.
     *
     * @param window the whole
     * @param until the first part that does not count any more: an epoch day, or of a day the epoch minute of an hour
     */
    record Beginning(Window window, long until) {
        private WindowUnit unit() {
            return window.unit() == WindowUnit.DAY ? WindowUnit.HOUR : WindowUnit.DAY;
        }

        private long[] starts() {
            boolean hours = window.unit() == WindowUnit.DAY;
            long first = hours ? window.from().getEpochSecond() / 60 : window.start();
            return LongStream.iterate(first, start -> start < until, start -> start + (hours ? 60 : 1))
                    .toArray();
        }
    }

    /**
     * @param left a window within {@code window} whose sums are left out, or null
     * @param before the figures of {@code window} in the reading before, or null
     */
    WindowFigures(Reading reading, Window window, Window left, WindowFigures before) {
        this.reading = reading;
        this.window = window;
        this.left = left;
        this.beginning = null;
        this.before = before != null && Objects.equals(before.left, left) ? before : null;
    }

    /** @param before the figures of the same beginning in the reading before, or null */
    WindowFigures(Reading reading, Beginning beginning, WindowFigures before) {
        this.reading = reading;
        this.window = beginning.window();
        this.left = null;
        this.beginning = beginning;
        this.before = before;
    }

    Reading reading() {
        return reading;
    }

    public Window window() {
        return window;
    }

    /** The figures of a row. */
    public FiguresOf of(Scope scope, String id) {
        return rows.computeIfAbsent(scope, same -> new HashMap<>()).computeIfAbsent(id, same -> {
            FiguresOf known = before == null ? null : before.known(scope, id);
            return known != null && known.movesTo(this) ? known : new FiguresOf(this, scope, id);
        });
    }

    private FiguresOf known(Scope scope, String id) {
        return rows.getOrDefault(scope, Map.of()).get(id);
    }

    /** From now on another reading takes rows from this one. */
    void end() {
        before = null;
    }

    /** Whether anything that is kept of a row changed since the reading before. */
    boolean changed(Scope scope, String id) {
        return reading.changed(scope).contains(id) || (isMade(scope) && anyChanged(membersOf(scope)));
    }

    /** Whether anything that is kept of any row of a scope changed since the reading before. */
    boolean anyChanged(Scope scope) {
        return !reading.changed(scope).isEmpty();
    }

    /** Every value published for the row in this window, as shown, in catalogue order; null values included. */
    public Map<String, BigDecimal> values(Scope scope, String id) {
        return of(scope, id).values();
    }

    /** Adds the ids of all rows of a scope that have a sum other than zero. */
    void addIds(Scope scope, Set<String> to) {
        for (Measure.Group group : Measure.Group.values()) {
            forEachId(group, scope, id -> {
                // Most have been added before: nobody need look at their sums.
                if (!to.contains(id) && !sums(group, scope, id).isNothing()) {
                    to.add(id);
                }
            });
        }
        if (scope == Scope.REGION) {
            addIds(Scope.LOCATION, to);
        }
    }

    /** What a row added up to. */
    Sums sums(Measure.Group group, Scope scope, String id) {
        Sums sums = isMade(scope) ? made(group, scope).get(id) : read(group, scope, id);
        return sums == null ? Sums.none(group) : sums;
    }

    private void forEachId(Measure.Group group, Scope scope, Consumer<String> visitor) {
        if (isMade(scope)) {
            made(group, scope).keySet().forEach(visitor);
        } else {
            table(group, scope).forEachId(visitor);
        }
    }

    private Sums read(Measure.Group group, Scope scope, String id) {
        Sums all = table(group, scope).get(id);
        Sums added = reading.undone().isNothing() ? null : undone(group, scope, id);
        Sums whole = added == null ? all : (all == null ? Sums.none(group) : all).without(added);
        if (whole == null || left == null) {
            return whole;
        }
        Sums part =
                reading.store().cells(group, scope, left.unit(), left.start()).get(id);
        return part == null ? whole : whole.without(part);
    }

    private Sums undone(Measure.Group group, Scope scope, String id) {
        boolean hours = beginning != null && window.unit() == WindowUnit.DAY;
        long until = beginning == null ? Long.MAX_VALUE : beginning.until();
        return reading.undone().in(group, scope, id, window.unit(), window.start(), until, hours);
    }

    private CellTable table(Measure.Group group, Scope scope) {
        return tables.computeIfAbsent(
                new GroupOfScope(group, scope),
                kept -> beginning == null
                        ? reading.store().cells(group, scope, window.unit(), window.start())
                        : reading.store().cells(group, scope, beginning.unit(), beginning.starts()));
    }

    /** Whether the rows of a scope are made of others when they are asked for. */
    private boolean isMade(Scope scope) {
        return switch (scope) {
            case STORE_KIND, CATEGORY -> true;
            case TEAM, REGION -> window.unit() == WindowUnit.NOW;
            default -> false;
        };
    }

    private Map<String, Sums> made(Measure.Group group, Scope scope) {
        Scope members = membersOf(scope);
        return made.computeIfAbsent(new GroupOfScope(group, scope), kept -> switch (scope) {
            case STORE_KIND -> grouped(group, members, reading.org()::kindOf);
            case CATEGORY -> grouped(group, members, reading.org()::categoryOf);
            default -> grouped(group, members, rep -> ofToday(scope, rep));
        });
    }

    /** The scope whose rows those of a scope are made of. */
    private static Scope membersOf(Scope made) {
        return switch (made) {
            case STORE_KIND -> Scope.STORE;
            case CATEGORY -> Scope.PRODUCT;
            default -> Scope.REP;
        };
    }

    private Map<String, Sums> grouped(Measure.Group group, Scope members, UnaryOperator<String> rowOf) {
        Map<String, Sums> sums = new HashMap<>();
        forEachId(group, members, id -> sums.merge(rowOf.apply(id), sums(group, members, id), Sums::plus));
        return sums;
    }

    /** What is open now belongs to the team or region that its rep is in today; cells of this window exist per rep only. */
    private String ofToday(Scope scope, String rep) {
        Org.Assignment assignment = reading.org().assignmentOf(rep, reading.today());
        if (assignment == null) {
            return Scope.UNASSIGNED;
        }
        return scope == Scope.TEAM ? assignment.team() : assignment.region();
    }

    /** The revenue quota of a row, or null. The same whatever part of the window is left out. */
    Long quota(Scope scope, String id) {
        if (left != null) {
            return reading.in(window).of(scope, id).quota();
        }
        if (window.unit() == WindowUnit.HOUR || window.unit() == WindowUnit.NOW) {
            return null;
        }
        if (quotas == null) {
            quotas = new Quotas(window, reading.working());
        }
        return quotas.of((unit, start) -> quotaSet(scope, id, unit, start));
    }

    private Long quotaSet(Scope scope, String id, WindowUnit unit, long start) {
        Sums sums =
                reading.store().cells(Measure.Group.QUOTAS, scope, unit, start).get(id);
        if (!reading.undone().isNothing()) {
            Sums added = reading.undone().in(Measure.Group.QUOTAS, scope, id, unit, start, Long.MAX_VALUE, false);
            sums = added == null ? sums : (sums == null ? Sums.none(Measure.Group.QUOTAS) : sums).without(added);
        }
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
            FiguresOf figures = of(Scope.REP, rep.id());
            Long quota = figures.quota();
            boolean reached = quota != null && quota > 0 && figures.of(Measure.NET) >= quota;
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
