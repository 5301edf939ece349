package io.salesboard.core.model;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Whose sums a row's sums are part of, and which table says so. The roll-up is one loop over these; what a combination is part
 * of follows from them.
 */
public enum Parent {
    COMPANY_OF_REP(Scope.REP, Scope.COMPANY, null, null, null),
    TEAM_OF_REP(Scope.REP, Scope.TEAM, Table.REP_ASSIGNMENT, "rep_id", "team_id"),
    REGION_OF_REP(Scope.REP, Scope.REGION, Table.REP_ASSIGNMENT, "rep_id", "region_id"),
    LOCATION_OF_STORE(Scope.STORE, Scope.LOCATION, Table.STORE, null, "region_id");

    private static final List<List<Parent>> BY_CHILD = Arrays.stream(Scope.values())
            .map(scope -> Arrays.stream(values())
                    .filter(parent -> parent.child == scope)
                    .toList())
            .toList();
    private static final boolean[] BY_DATE = new boolean[Scope.values().length];
    private static final Map<Table, Parent> BY_TABLE = new EnumMap<>(Table.class);

    static {
        for (Parent parent : values()) {
            BY_DATE[parent.scope.ordinal()] |= parent.table != null;
            if (parent.table != null) {
                BY_TABLE.putIfAbsent(parent.table, parent);
            }
        }
    }

    private final Scope child;
    private final Scope scope;
    private final Table table;
    private final TextColumn childId;
    private final TextColumn id;

    /**
     * @param table whose rows say which parent a child has, from when to when where they have {@code valid_from} and {@code
     *     valid_to}; null where there is one for all
     * @param childId the column with the child's id; null where that is the row's key
     * @param id the column with the parent's id
     */
    Parent(Scope child, Scope scope, Table table, String childId, String id) {
        this.child = child;
        this.scope = scope;
        this.table = table;
        this.childId = childId == null ? null : table.textColumn(childId);
        this.id = table == null ? null : table.textColumn(id);
    }

    /** The parents of the rows of a scope; of a combination those of its first, of which some have no such combination. */
    public static List<Parent> of(Scope child) {
        return BY_CHILD.get(child.first().ordinal());
    }

    /** Whether rows of a table say which parents a child has. */
    public static boolean isToldBy(Table table) {
        return BY_TABLE.containsKey(table);
    }

    /** Of which child a row of such a table says it. */
    public static Subject childIn(Row row) {
        Parent told = BY_TABLE.get(row.table());
        return Subject.of(told.child, told.childId == null ? row.key() : row.text(told.childId));
    }

    /** Whether rows of a scope are sums of others by the date of what is added up, so that nobody keeps what they have now. */
    public static boolean isByDate(Scope scope) {
        return BY_DATE[scope.first().ordinal()];
    }

    /**
     * The parent of a child.
     *
     * @param child the child, or something kept with it
     * @param valid the row of the table that counts on a day; null where none does
     * @return null where the child is a combination that its parent does not have
     */
    public Subject of(Subject child, Row valid) {
        return under(child, idBy(valid));
    }

    /**
     * The parent of a child by the parent's id.
     *
     * @return null where the child is a combination that its parent does not have
     */
    public Subject under(Subject child, String parent) {
        if (!child.scope().isCombined()) {
            return new Subject(scope, parent, null);
        }
        Scope combined = Scope.combination(scope, child.scope().second());
        return combined == null ? null : new Subject(combined, parent, child.by());
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
        String parent = valid == null ? null : valid.text(id);
        return parent == null ? Scope.UNASSIGNED : parent;
    }
}
