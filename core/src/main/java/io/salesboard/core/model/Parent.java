package io.salesboard.core.model;

import java.util.Arrays;
import java.util.List;

/** Whose sums a row's sums are part of. The roll-up is one loop over these. */
public enum Parent {
    COMPANY_OF_REP(Scope.REP, Scope.COMPANY, null, null),
    TEAM_OF_REP(Scope.REP, Scope.TEAM, Table.REP_ASSIGNMENT, "team_id"),
    REGION_OF_REP(Scope.REP, Scope.REGION, Table.REP_ASSIGNMENT, "region_id"),
    LOCATION_OF_STORE(Scope.STORE, Scope.LOCATION, Table.STORE, "region_id");

    private static final List<List<Parent>> BY_CHILD = Arrays.stream(Scope.values())
            .map(scope -> Arrays.stream(values())
                    .filter(parent -> parent.child == scope)
                    .toList())
            .toList();
    private static final boolean[] BY_DATE = new boolean[Scope.values().length];

    static {
        for (Parent parent : values()) {
            BY_DATE[parent.scope.ordinal()] |= parent.table != null;
        }
    }

    private final Scope child;
    private final Scope scope;
    private final Table table;
    private final int column;

    /**
     * @param table whose rows say which parent a child has, from when to when where they have {@code valid_from} and {@code
     *     valid_to}; null where there is one for all
     * @param column the parent's id
     */
    Parent(Scope child, Scope scope, Table table, String column) {
        this.child = child;
        this.scope = scope;
        this.table = table;
        this.column = table == null ? -1 : table.slot(column);
    }

    /** The parents of the rows of a scope. */
    public static List<Parent> of(Scope child) {
        return BY_CHILD.get(child.ordinal());
    }

    /** Whether rows of a scope are sums of others by the date of what is added up, so that nobody keeps what they have now. */
    public static boolean isByDate(Scope scope) {
        return BY_DATE[scope.ordinal()];
    }

    /** What the parent is: a team, a region. */
    public Scope scope() {
        return scope;
    }

    /** Whether it depends on the date which parent a child has. */
    public boolean isByDate() {
        return table != null;
    }

    /**
     * The id of the parent.
     *
     * @param valid the row of the table that counts on a day; null where none does
     */
    public String idBy(Row valid) {
        if (table == null) {
            return Scope.COMPANY_ID;
        }
        String id = valid == null ? null : valid.text(column);
        return id == null ? Scope.UNASSIGNED : id;
    }
}
