package io.salesboard.core.model;

import io.salesboard.core.time.WindowUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a figure is about: the kind of thing one row of the board stands for.
 *
 * <p>Append only: the job's state holds the scopes by their position.
 */
public enum Scope {
    COMPANY("Công ty", "Company"),
    REGION("Vùng", "Region"),
    TEAM("Đội", "Team"),
    REP("Nhân viên", "Rep"),
    STORE("Cửa hàng", "Store"),
    CHANNEL("Kênh", "Channel"),
    PRODUCT("Sản phẩm", "Product"),
    LEAD_SOURCE("Nguồn khách", "Lead source"),
    LOST_REASON("Lý do mất", "Lost reason"),
    /** Store or online; its rows are sums of stores, made when they are asked for. */
    STORE_KIND("Loại cửa hàng", "Kind of store"),
    /** Its rows are sums of products, made when they are asked for. */
    CATEGORY("Nhóm hàng", "Product category"),
    /** A region by the stores that stand in it, whoever sold there; asked for as {@link #REGION} by the KPIs of locations. */
    LOCATION("Vùng theo cửa hàng", "Region by its stores"),
    /** Kept by day and not published: what moves to another region with a rep. */
    REP_PRODUCT("Nhân viên × sản phẩm", "Rep × product", REP, PRODUCT, EnumSet.of(WindowUnit.DAY)),
    REGION_PRODUCT(
            "Vùng × sản phẩm",
            "Region × product",
            REGION,
            PRODUCT,
            EnumSet.of(WindowUnit.DAY, WindowUnit.WEEK, WindowUnit.MONTH, WindowUnit.QUARTER));

    private static final Scope[][] BY_PARTS = new Scope[values().length][values().length];

    static {
        for (Scope scope : values()) {
            if (scope.isCombined()) {
                BY_PARTS[scope.first.ordinal()][scope.second.ordinal()] = scope;
            }
        }
    }

    /** Id of the only company row. */
    public static final String COMPANY_ID = "company";

    /** Id of the row that gathers what belongs to nobody: an order without a rep, a rep without a team. */
    public static final String UNASSIGNED = "-";

    /** Id of the row that gathers the labels of a scope beyond those that have a row each. */
    public static final String OTHERS = "~";

    private final String key = name().toLowerCase(Locale.ROOT);
    private final String vi;
    private final String en;
    private final Scope first;
    private final Scope second;
    private final Set<WindowUnit> windows;

    Scope(String vi, String en) {
        this(vi, en, null, null, EnumSet.allOf(WindowUnit.class));
    }

    /**
     * A combination: two ids make a row. It is kept with its first, so that the parents of that are the parents of both.
     *
     * @param windows for which windows it is kept; there are many more rows than of one scope
     */
    Scope(String vi, String en, Scope first, Scope second, Set<WindowUnit> windows) {
        this.vi = vi;
        this.en = en;
        this.first = first == null ? this : first;
        this.second = second;
        this.windows = windows;
    }

    /** Whether a row has two ids. */
    public boolean isCombined() {
        return second != null;
    }

    /** Of a combination the scope of the first id, else the scope itself. */
    public Scope first() {
        return first;
    }

    /** Of a combination the scope of the second id, else null. */
    public Scope second() {
        return second;
    }

    /** The combination of two scopes, or null where there is none. */
    public static Scope combination(Scope first, Scope second) {
        return BY_PARTS[first.ordinal()][second.ordinal()];
    }

    /** The windows for which its rows may be kept. */
    public Set<WindowUnit> windows() {
        return windows;
    }

    /** Whether the board has its rows; others are kept for what they add up to only. */
    public boolean isPublished() {
        return this != REP_PRODUCT;
    }

    /** The name in URLs, topics and metric labels: {@code lead_source}. */
    public String key() {
        return key;
    }

    /**
     * Whether its ids are labels, texts that anybody may write into a column, rather than keys of a table: there may be as
     * many as there are rows, so only the largest have a row of the board, and {@link #OTHERS} has the rest.
     */
    public boolean isLabel() {
        return this == CHANNEL || this == LEAD_SOURCE || this == LOST_REASON;
    }

    public String vi() {
        return vi;
    }

    public String en() {
        return en;
    }

    /** @throws IllegalArgumentException naming the valid scopes */
    public static Scope of(String key) {
        return Keys.parse(Scope.class, key, Scope::key);
    }
}
