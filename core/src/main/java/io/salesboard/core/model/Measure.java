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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The additive quantities a cell holds; everything else on the board is computed from them at read.
 *
 * <p>Money is in minor units of the base currency (VND has none: 1 = 1 đồng). {@link #UNITS} is in ten-thousandths of a
 * unit, because quantities may be fractional. The order within a group is the order in state.
 */
public enum Measure {
    /** Σ round(qty × unit price) of completed orders, by completion. */
    GROSS(Group.SALES, false),
    /** Gross − discounts − refunds, all by completion of the order. */
    NET(Group.SALES, true),
    /** Gross − discounts by completion of the order, − refunds by their own date. */
    NET_REFUND_DATED(Group.SALES, false),
    /** Completed orders. */
    ORDERS(Group.SALES, true),
    /** Units sold, in ten-thousandths; kept per product only. */
    UNITS(Group.SALES, true),
    /** Σ min(settled payments, due) of completed orders; due = net + tax + shipping. */
    PAID(Group.PAYMENTS, false),
    /** Σ (due − settled payments) of completed orders; an overpaid order counts negative. */
    UNPAID(Group.PAYMENTS, false),
    /** Completed orders settled in full. */
    PAID_ORDERS(Group.PAYMENTS, false),
    /** Completed orders not settled in full. */
    UNPAID_ORDERS(Group.PAYMENTS, false),
    /** Leads by creation; merged duplicates do not count. */
    LEADS(Group.LEADS, true),
    /** Leads by conversion. */
    LEADS_CONVERTED(Group.LEADS, true),
    /** Leads converted so far, by creation. */
    LEADS_COHORT_CONVERTED(Group.LEADS, false),
    /** Opportunities by creation. */
    OPPORTUNITIES(Group.OPPORTUNITIES, true),
    /** Amount of opportunities by creation. */
    OPPORTUNITY_AMOUNT(Group.OPPORTUNITIES, false),
    /** Won opportunities by closing. */
    WON(Group.OUTCOMES, true),
    /** Amount of won opportunities by closing. */
    WON_AMOUNT(Group.OUTCOMES, true),
    /** Lost opportunities by closing. */
    LOST(Group.OUTCOMES, false),
    /** Opportunities open now. */
    OPEN(Group.PIPELINE, true),
    /** Amount of opportunities open now. */
    OPEN_AMOUNT(Group.PIPELINE, true),
    /** Amount × probability of opportunities open now, each rounded to minor units. */
    OPEN_WEIGHTED(Group.PIPELINE, true),
    /** Opportunities open now whose expected day of closing is over. */
    OPEN_OVERDUE(Group.PIPELINE, true),
    /** Revenue quota of exactly this window. */
    QUOTA(Group.QUOTAS, false),
    /** How many quotas {@link #QUOTA} holds: 0 tells "no quota" from "a quota of 0". */
    QUOTAS(Group.QUOTAS, false),
    /** Net revenue of orders that are the first of their customer. */
    NEW_CUSTOMER_NET(Group.CUSTOMERS, true),
    /** Net revenue of the later orders of customers. */
    RETURNING_CUSTOMER_NET(Group.CUSTOMERS, true),
    /** Orders that are the first of their customer: so many new customers. */
    NEW_CUSTOMERS(Group.CUSTOMERS, true),
    /** The later orders of customers. */
    RETURNING_CUSTOMER_ORDERS(Group.CUSTOMERS, false),
    /** Meetings whose time is over, and that nobody noted as held. */
    MISSED_MEETINGS(Group.MEETINGS, true);

    private final Group group;
    private final boolean ranked;
    private int index;

    static {
        Map<Group, Integer> members = new EnumMap<>(Group.class);
        for (Measure measure : values()) {
            measure.index = members.merge(measure.group, 1, Integer::sum) - 1;
        }
    }

    Measure(Group group, boolean ranked) {
        this.group = group;
        this.ranked = ranked;
    }

    /** What it is kept together with. */
    public Group group() {
        return group;
    }

    /** Its place among the sums of its group. */
    public int index() {
        return index;
    }

    /** Whether leaderboards rank by it, so that cells remember when its present value was reached. */
    public boolean ranked() {
        return ranked;
    }

    /** The name in layouts: {@code net_refund_dated}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Measures that are kept together: a cell holds the measures of one group, so a row of the board has cells only for what it
     * has, in the windows that are asked for.
     *
     * <p>Append only: the job's state holds the groups by their position.
     */
    public enum Group {
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

        private final String key = name().toLowerCase(Locale.ROOT);
        private final Set<Scope> scopes;
        private final List<Set<WindowUnit>> windows;
        private final List<Set<WindowUnit>> kept;
        private final boolean byDay;

        /** Apart, because a measure names its group. */
        private static final class Members {
            private static final Map<Group, List<Measure>> ALL =
                    Arrays.stream(Measure.values()).collect(Collectors.groupingBy(Measure::group));
            private static final Map<Group, List<Measure>> RANKED = Arrays.stream(Group.values())
                    .collect(Collectors.toMap(
                            Function.identity(),
                            group -> ALL.get(group).stream()
                                    .filter(Measure::ranked)
                                    .toList()));
        }

        Group(Set<Scope> scopes, Set<WindowUnit> windows) {
            this.scopes = scopes;
            this.windows = Arrays.stream(Scope.values())
                    .map(scope -> intersection(scopes.contains(scope) ? windows : Set.of(), scope.windows()))
                    .toList();
            byDay = windows.contains(WindowUnit.DAY);
            kept = this.windows.stream().map(this::withoutMade).toList();
        }

        /** The name in keys and layouts: {@code sales}. */
        public String key() {
            return key;
        }

        /** @throws IllegalArgumentException naming the valid groups */
        public static Group of(String key) {
            return Keys.parse(Group.class, key, Group::key);
        }

        /** Whether rows of a scope have these measures. */
        public boolean isKeptBy(Scope scope) {
            return scopes.contains(scope);
        }

        /** The windows for which rows of a scope have them. */
        public Set<WindowUnit> windows(Scope scope) {
            return windows.get(scope.ordinal());
        }

        /** The windows for which rows of a scope have cells: those that others make have none. */
        public Set<WindowUnit> kept(Scope scope) {
            return kept.get(scope.ordinal());
        }

        /**
         * Whether a window of a unit is added up, when it is asked for, from windows of its {@link WindowUnit#part}: so it is
         * where what happens counts on its day. A quota is set for a period and counts in that alone.
         */
        public boolean isMade(WindowUnit unit) {
            return byDay && unit.part() != null;
        }

        private Set<WindowUnit> withoutMade(Set<WindowUnit> all) {
            Set<WindowUnit> some = EnumSet.noneOf(WindowUnit.class);
            all.stream().filter(unit -> !isMade(unit)).forEach(some::add);
            return Collections.unmodifiableSet(some);
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
}
