package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.core.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Tables and columns that leave a source database, and what follows from them: publication, grants, and what connectors
 * include. What is declared to leave it stands in {@link Table}.
 *
 * @param tables columns by table, both in the order of the declaration
 */
public record IncludeList(Map<String, List<String>> tables) {
    private static final String SCHEMA = "public\\.";

    /** All that is declared of a source. */
    public static IncludeList of(String source) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        Table.of(source).forEach(table -> tables.put(table.key(), table.captured()));
        return new IncludeList(tables);
    }

    /** What a connector was told to include; nothing where it was told nothing. */
    static IncludeList of(JsonNode config) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        Arrays.stream(config.path("column.include.list").asText().split(",", -1))
                .filter(column -> column.startsWith(SCHEMA))
                .map(column -> column.substring(SCHEMA.length()).split("\\\\\\.", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> tables.computeIfAbsent(parts[0], table -> new ArrayList<>())
                        .add(parts[1]));
        return new IncludeList(tables);
    }

    /** Only the columns, by table and name, that are asked for. */
    public IncludeList only(BiPredicate<String, String> wanted) {
        Map<String, List<String>> some = new LinkedHashMap<>();
        tables.forEach((table, columns) -> {
            List<String> kept = columns.stream()
                    .filter(column -> wanted.test(table, column))
                    .toList();
            if (!kept.isEmpty()) {
                some.put(table, kept);
            }
        });
        return new IncludeList(some);
    }

    boolean has(String table, String column) {
        return tables.getOrDefault(table, List.of()).contains(column);
    }

    /** What of this the other one has not. */
    IncludeList without(IncludeList other) {
        return only((table, column) -> !other.has(table, column));
    }

    /** What both have. */
    IncludeList and(IncludeList other) {
        return only(other::has);
    }

    /** The columns of a table that figures are computed from, with how they are kept; none of a table that is only counted. */
    List<Table.Column> read(String table) {
        Table known = Table.byKey(table);
        return known == null
                ? List.of()
                : known.columns().stream()
                        .filter(column -> has(table, column.name()))
                        .toList();
    }

    /** The columns of which only a keyed hash may leave the database: {@code public.pos_order.customer_id}. */
    Set<String> hashed() {
        return tables.keySet().stream()
                .flatMap(table -> read(table).stream()
                        .filter(Table.Column::hashed)
                        .map(column -> "public." + table + "." + column.name()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For the connector's {@code table.include.list}. */
    String tableIncludeList() {
        return tables.keySet().stream().map(table -> SCHEMA + table).collect(Collectors.joining(","));
    }

    /** For the connector's {@code column.include.list}: a column somebody adds to a table is not asked for. */
    String columnIncludeList() {
        return tables.entrySet().stream()
                .flatMap(table -> table.getValue().stream().map(column -> SCHEMA + table.getKey() + "\\." + column))
                .collect(Collectors.joining(","));
    }

    /** The statement that lets the capture account read a table. */
    String grant(String table, String account) {
        return "grant select (" + columns(table) + ") on " + table + " to " + account;
    }

    /** The statement that makes the publication, or makes it again as it must be. */
    String publication(boolean exists) {
        return (exists
                        ? "alter publication " + Source.PUBLICATION + " set table "
                        : "create publication " + Source.PUBLICATION + " for table ")
                + tables.keySet().stream()
                        .map(table -> table + " (" + columns(table) + ")")
                        .collect(Collectors.joining(", "));
    }

    /** The statement that puts one table into the publication. */
    String addToPublication(String table) {
        return "alter publication " + Source.PUBLICATION + " add table " + table + " (" + columns(table) + ")";
    }

    private String columns(String table) {
        return String.join(", ", tables.get(table));
    }

    /** Tables, each with its columns: {@code store (name, kind), rep (name)}. */
    @Override
    public String toString() {
        return new TreeMap<>(tables)
                .keySet().stream()
                        .map(table -> table + " (" + columns(table) + ")")
                        .collect(Collectors.joining(", "));
    }
}
