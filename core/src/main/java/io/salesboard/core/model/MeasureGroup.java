package io.salesboard.core.model;

import static io.salesboard.core.model.Scope.CHANNEL;
import static io.salesboard.core.model.Scope.COMPANY;
import static io.salesboard.core.model.Scope.LEAD_SOURCE;
import static io.salesboard.core.model.Scope.LOCATION;
import static io.salesboard.core.model.Scope.LOST_REASON;
import static io.salesboard.core.model.Scope.PRODUCT;
import static io.salesboard.core.model.Scope.REGION;
import static io.salesboard.core.model.Scope.REGION_PRODUCT;
import static io.salesboard.core.model.Scope.REP;
import static io.salesboard.core.model.Scope.REP_PRODUCT;
import static io.salesboard.core.model.Scope.STORE;
import static io.salesboard.core.model.Scope.TEAM;

import io.salesboard.core.time.WindowUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Measures that are kept together: a cell holds the measures of one group, so a row of the board has cells only for what it
 * has, in the windows that are asked for.
 *
 * <p>Append only: the job's state holds the groups by their position.
 */
public enum MeasureGroup {
    /** What is sold. */
    SALES(
            EnumSet.of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL, PRODUCT, LOCATION, REP_PRODUCT, REGION_PRODUCT),
            WindowUnit.CALENDAR),
    /** What of it is paid. */
    PAYMENTS(
            EnumSet.of(COMPANY, REGION, REP, STORE),
            EnumSet.of(WindowUnit.HOUR, WindowUnit.DAY, WindowUnit.MONTH, WindowUnit.NOW)),
    /** Leads that come and are converted. */
    LEADS(EnumSet.of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE), WindowUnit.CALENDAR),
    /** Opportunities that come. */
    OPPORTUNITIES(
            EnumSet.of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE),
            EnumSet.of(WindowUnit.HOUR, WindowUnit.DAY, WindowUnit.WEEK, WindowUnit.MONTH)),
    /** Opportunities that are won and lost. */
    OUTCOMES(EnumSet.of(COMPANY, REGION, TEAM, REP, PRODUCT, LEAD_SOURCE, LOST_REASON), WindowUnit.CALENDAR),
    /** Opportunities that are open. */
    PIPELINE(EnumSet.of(COMPANY, REP), EnumSet.of(WindowUnit.NOW)),
    /** What is to be reached. */
    QUOTAS(
            EnumSet.of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL, PRODUCT),
            EnumSet.of(WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR)),
    /** What of the sales is of new customers. */
    CUSTOMERS(
            EnumSet.of(COMPANY, REGION, TEAM, REP, STORE),
            EnumSet.of(WindowUnit.DAY, WindowUnit.WEEK, WindowUnit.MONTH, WindowUnit.QUARTER)),
    /** Meetings that did not take place. */
    MEETINGS(EnumSet.of(COMPANY, REP), EnumSet.of(WindowUnit.NOW));

    private final Set<Scope> scopes;
    private final List<Set<WindowUnit>> windows;

    /** Apart, because a measure names its group. */
    private static final class Members {
        private static final Map<MeasureGroup, List<Measure>> ALL =
                Arrays.stream(Measure.values()).collect(Collectors.groupingBy(Measure::group));
        private static final Map<MeasureGroup, List<Measure>> RANKED = Arrays.stream(MeasureGroup.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        group -> ALL.get(group).stream().filter(Measure::ranked).toList()));
    }

    MeasureGroup(Set<Scope> scopes, Set<WindowUnit> windows) {
        this.scopes = scopes;
        this.windows = Arrays.stream(Scope.values())
                .map(scope -> intersection(scopes.contains(scope) ? windows : Set.of(), scope.windows()))
                .toList();
    }

    /** The name in keys and layouts: {@code sales}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the valid groups */
    public static MeasureGroup of(String key) {
        return Keys.parse(MeasureGroup.class, key, MeasureGroup::key);
    }

    /** Whether rows of a scope have these measures. */
    public boolean isKeptBy(Scope scope) {
        return scopes.contains(scope);
    }

    /** The windows for which rows of a scope have them. */
    public Set<WindowUnit> windows(Scope scope) {
        return windows.get(scope.ordinal());
    }

    private static Set<WindowUnit> intersection(Set<WindowUnit> some, Set<WindowUnit> others) {
        Set<WindowUnit> both = EnumSet.noneOf(WindowUnit.class);
        both.addAll(some);
        both.retainAll(others);
        return Collections.unmodifiableSet(both);
    }

    /** In the order of a cell's sums. */
    public List<Measure> measures() {
        return Members.ALL.get(this);
    }

    /** The measures by which leaderboards rank, in the order in which a cell says when they were reached. */
    public List<Measure> ranked() {
        return Members.RANKED.get(this);
    }
}
