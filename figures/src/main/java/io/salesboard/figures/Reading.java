package io.salesboard.figures;

import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.core.time.WorkingTime;
import io.salesboard.figures.store.Org;
import io.salesboard.figures.store.RepDeal;
import io.salesboard.figures.store.StoreState;
import io.salesboard.schemas.Correction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every figure of one instant: the store's state, and the business time that clock-driven values
 * are computed for. What several rows need is computed once. Not thread-safe.
 *
 * <p>A reading may follow another: then rows of which nothing changed since are taken over from there with all that was computed.
 */
public final class Reading {
    /** So many of a rep's latest deals the topic has. */
    public static final int DEALS = 20;

    /** The clocks of a till and of this machine are never quite the same: a deal of the next minute is one of now. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final StoreState store;
    private final Company business;
    private final Decimals decimals;
    private final Instant asOf;
    private final int today;
    private final WorkingTime working;
    private final Map<Window, WindowFigures> windows = new HashMap<>();
    private final Map<Window, WindowFigures> earlier = new HashMap<>();
    private final Map<WindowFigures.Beginning, WindowFigures> beginnings = new HashMap<>();
    private final Map<RowsKey, List<String>> ids = new HashMap<>();
    private final Map<RankingKey, Ranking> rankings = new HashMap<>();

    /** The reading this one follows, or null; and the ids of the rows that changed since, by scope. */
    private Reading before;

    private Map<Scope, Set<String>> changed = Map.of();

    private record RowsKey(Scope scope, Window window) {}

    private record RankingKey(String value, Scope scope, Window window) {}

    /** What corrections added that are to count for nothing. */
    private final Undone undone;

    /** Whether this is the end of a day that is over: nothing later counts, also in windows that have gone on since. */
    private final boolean past;

    public Reading(StoreState store, Company business, Instant asOf) {
        this(store, business, asOf, Undone.NOTHING, false);
    }

    private Reading(StoreState store, Company business, Instant asOf, Undone undone, boolean past) {
        this.undone = undone;
        this.past = past;
        this.store = store;
        this.business = business;
        this.decimals = new Decimals(business.currency());
        this.asOf = asOf;
        this.today = business.calendar().dayOf(asOf);
        this.working = new WorkingTime(business.calendar(), store.org().weights(), business.opens(), business.closes());
    }

    /** A reading at the business time of the store's newest frame. */
    public static Reading of(StoreState store, Company business) {
        return new Reading(store, business, business.asOf(store.closed()));
    }

    /** The reading after this one, which is not asked any more: whatever changed is computed anew. */
    public Reading next(StoreState later, Instant laterAsOf) {
        Reading next = new Reading(later, business, laterAsOf);
        if (later.isDescribedLike(store) && next.today == today) {
            next.before = this;
            next.changed = later.rowsChangedSince(store);
        }
        before = null;
        windows.values().forEach(WindowFigures::end);
        earlier.values().forEach(WindowFigures::end);
        beginnings.values().forEach(WindowFigures::end);
        return next;
    }

    /**
     * How a day ended, by what is known of it now: the figures of windows of days without anything that is dated later. Figures
     * of hours, and of what is open now, have no past.
     */
    public static Reading endOf(StoreState store, Company business, LocalDate day) {
        Instant closing =
                day.atTime(business.closes()).atZone(business.calendar().zone()).toInstant();
        return new Reading(store, business, closing, Undone.NOTHING, true);
    }

    /** The same as if some corrections had not been made, but for the rows of reference tables. */
    public Reading without(Collection<Correction> corrections) {
        return new Reading(store, business, asOf, new Undone(corrections, store.org()), past);
    }

    Undone undone() {
        return undone;
    }

    Set<String> changed(Scope scope) {
        return changed.getOrDefault(scope, Set.of());
    }

    public StoreState store() {
        return store;
    }

    public Org org() {
        return store.org();
    }

    public Company business() {
        return business;
    }

    public Decimals decimals() {
        return decimals;
    }

    /** The business time that clock-driven values are computed for. */
    public Instant asOf() {
        return asOf;
    }

    /** The business day of {@link #asOf}. */
    public int today() {
        return today;
    }

    private boolean hasGoneOn(Window window) {
        return switch (window.unit()) {
            case WEEK, MONTH, QUARTER, YEAR -> BusinessCalendar.startOf(window.unit(), today) == window.start();
            case HOUR, DAY, NOW -> false;
        };
    }

    /** Whether this is how a day ended that is over. */
    public boolean isPast() {
        return past;
    }

    /** The first day that is not over yet. */
    public long wholeDaysUntil() {
        return past ? today + 1L : today;
    }

    /** The business's working time. */
    public WorkingTime working() {
        return working;
    }

    /** The window of a unit that contains {@link #asOf}. */
    public Window present(WindowUnit unit) {
        return business.calendar().windowOf(unit, asOf);
    }

    /** The figures of a window. */
    public WindowFigures in(Window window) {
        if (past && hasGoneOn(window)) {
            return beginningOf(window, today + 1L);
        }
        return windows.computeIfAbsent(
                window, w -> new WindowFigures(this, w, null, before == null ? null : before.windows.get(w)));
    }

    /**
     * The figures of the first days of a window of days, of the first hours of a day.
     *
     * @param until the first part that does not count any more: an epoch day, or of a day the epoch minute of an hour
     */
    public WindowFigures beginningOf(Window window, long until) {
        return beginnings.computeIfAbsent(
                new WindowFigures.Beginning(window, until),
                kept -> new WindowFigures(this, kept, before == null ? null : before.beginnings.get(kept)));
    }

    /**
     * The figures of a window without what is dated in the present day - for a day the present hour: where everybody would
     * stand had nothing happened today. Corrections of earlier days are in both. The same as {@link #in} for a window that
     * does not contain the present.
     */
    WindowFigures earlierIn(Window window) {
        return earlier.computeIfAbsent(window, w -> {
            boolean present = !asOf.isBefore(w.from()) && asOf.isBefore(w.to());
            return switch (w.unit()) {
                case HOUR, NOW -> in(w);
                case DAY -> present ? without(WindowUnit.HOUR, w) : in(w);
                default -> present ? without(WindowUnit.DAY, w) : in(w);
            };
        });
    }

    private WindowFigures without(WindowUnit present, Window window) {
        return new WindowFigures(this, window, present(present), before == null ? null : before.earlier.get(window));
    }

    /**
     * The rows of a scope in a window: those a reference table names and those with a sum other than zero, by id, then
     * the row of labels that have none, and last the row of nobody. An id that is neither stands for something that is gone.
     */
    public List<String> ids(Scope scope, Window window) {
        return ids.computeIfAbsent(new RowsKey(scope, window), key -> sortedIds(scope, window));
    }

    private List<String> sortedIds(Scope scope, Window window) {
        if (scope == Scope.COMPANY) {
            return List.of(Scope.COMPANY_ID);
        }
        Set<String> known = new HashSet<>(org().ids(scope));
        in(window).addIds(scope, known);
        TreeSet<String> sorted = new TreeSet<>(known);
        List<String> last =
                Stream.of(Scope.OTHERS, Scope.UNASSIGNED).filter(sorted::remove).toList();
        List<String> inOrder = new ArrayList<>(sorted);
        inOrder.addAll(last);
        return Collections.unmodifiableList(inOrder);
    }

    /** The latest deals of all reps up to now, newest first. */
    public List<RepDeal> latestDeals() {
        return upToNow(store.deals());
    }

    /** The latest deals of one rep up to now, newest first. */
    public List<RepDeal> latestDealsOf(String rep) {
        return upToNow(store.dealsOf(rep));
    }

    /** What is dated later waits until its time has come. */
    private List<RepDeal> upToNow(List<RepDeal> newestFirst) {
        long until = business.now().plus(CLOCKS_APART).toEpochMilli();
        return newestFirst.stream()
                .dropWhile(deal -> deal.deal().getAt() > until)
                .limit(DEALS)
                .toList();
    }

    public String name(Scope scope, String id) {
        return scope == Scope.COMPANY ? business.companyName() : org().name(scope, id);
    }

    /** The rows of a scope in order of a value. */
    public Ranking ranking(KpiValue value, Scope scope, Window window) {
        return rankings.computeIfAbsent(
                new RankingKey(value.key(), scope, window), key -> Ranking.of(this, value, scope, window));
    }
}
