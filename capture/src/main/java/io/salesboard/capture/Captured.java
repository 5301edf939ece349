package io.salesboard.capture;

import io.salesboard.core.model.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables and columns that leave a source database, as {@code capture/<name>.sql} of the module sources publishes them;
 * what connectors include and what grants must allow follows from it.
 *
 * @param tables columns by table, both in the order of the file
 */
public record Captured(Map<String, List<String>> tables) {
    private static final Pattern PUBLICATION =
            Pattern.compile("create publication " + Source.PUBLICATION + " for table(.*?);", Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile("(\\w+)\\s*\\(([^)]*)\\)");

    /** Reads the file of a source. */
    public static Captured of(String source) {
        try (InputStream in = Captured.class.getResourceAsStream("/capture/" + source + ".sql")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read capture/" + source + ".sql of the module sources", e);
        }
    }

    static Captured parse(String sql) {
        Matcher publication = PUBLICATION.matcher(sql);
        if (!publication.find()) {
            throw new IllegalArgumentException("no 'create publication salesboard for table ...;' in: " + sql);
        }
        Map<String, List<String>> tables = new LinkedHashMap<>();
        Matcher table = TABLE.matcher(publication.group(1));
        while (table.find()) {
            tables.put(
                    table.group(1),
                    Arrays.stream(table.group(2).split(",", -1))
                            .map(String::strip)
                            .toList());
        }
        return new Captured(tables);
    }

    /** The columns figures are computed from, with how they are kept; none of a table that is only counted. */
    static List<Table.Column> read(String table) {
        Table known = Table.byKey(table);
        return known == null ? List.of() : known.columns();
    }

    /** For the connector's {@code table.include.list}. */
    String tableIncludeList() {
        return tables.keySet().stream().map(Captured::pattern).collect(Collectors.joining(","));
    }

    /** For the connector's {@code column.include.list}: a column somebody adds to a table is not asked for. */
    String columnIncludeList() {
        return tables.entrySet().stream()
                .flatMap(table -> table.getValue().stream().map(column -> pattern(table.getKey()) + "\\." + column))
                .collect(Collectors.joining(","));
    }

    private static String pattern(String table) {
        return "public\\." + table;
    }

    /** The statement that lets the capture account read a table. */
    String grant(String table, String account) {
        return "grant select (" + String.join(", ", tables.get(table)) + ") on " + table + " to " + account;
    }

    /** The statement that makes the publication, or makes it again as it must be. */
    String publication(boolean exists) {
        return (exists
                        ? "alter publication " + Source.PUBLICATION + " set table "
                        : "create publication " + Source.PUBLICATION + " for table ")
                + tables.entrySet().stream()
                        .map(table -> table.getKey() + " (" + String.join(", ", table.getValue()) + ")")
                        .collect(Collectors.joining(", "));
    }

    /** The statement that puts one table into the publication. */
    String addToPublication(String table) {
        return "alter publication " + Source.PUBLICATION + " add table " + table + " ("
                + String.join(", ", tables.get(table)) + ")";
    }
}
