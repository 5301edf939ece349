package io.salesboard.core.model;

import java.util.Locale;

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
    LOCATION("Vùng theo cửa hàng", "Region by its stores");

    /** Id of the only company row. */
    public static final String COMPANY_ID = "company";

    /** Id of the row that gathers what belongs to nobody: an order without a rep, a rep without a team. */
    public static final String UNASSIGNED = "-";

    /** Id of the row that gathers the labels of a scope beyond those that have a row each. */
    public static final String OTHERS = "~";

    private final String vi;
    private final String en;

    Scope(String vi, String en) {
        this.vi = vi;
        this.en = en;
    }

    /** The name in URLs, topics and metric labels: {@code lead_source}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
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
