package io.salesboard.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the owner of the tables allows in a source database: a publication of exactly the declared columns, and that the capture
 * account reads the same ones, for a snapshot. It may be done again at any time, and is, when a release reads more or less.
 */
public final class CaptureRights {
    static final String EVERY_CHANGE =
            "alter publication " + Source.PUBLICATION + " set (publish = 'insert, update, delete, truncate')";

    private CaptureRights() {}

    /** All of it as a script for any client of PostgreSQL. */
    public static String script(String source, String account) {
        IncludeList captured = IncludeList.of(source);
        StringBuilder script = new StringBuilder("-- What leaves the database " + source
                + ": run as the owner of its tables, again whenever a release reads more or less.\n"
                + "begin;\n"
                + "do $$ begin\n"
                + "  if exists (select from pg_publication where pubname = '" + Source.PUBLICATION + "') then\n"
                + "    " + captured.publication(true) + ";\n"
                + "  else\n"
                + "    " + captured.publication(false) + ";\n"
                + "  end if;\n"
                + "end $$;\n"
                + EVERY_CHANGE + ";\n");
        grants(captured, account).forEach(statement -> script.append(statement).append(";\n"));
        return script.append("commit;\n").toString();
    }

    /**
     * Does it.
     *
     * @param owner connection of the owner of the tables; its transaction is committed
     * @return what is declared and not there: it is left out, and the rest is captured meanwhile
     */
    public static IncludeList allow(String source, Connection owner, String account) throws SQLException {
        IncludeList declared = IncludeList.of(source);
        IncludeList there = declared.and(columns(owner, declared));
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            boolean exists;
            try (ResultSet row = statement.executeQuery(
                    "select exists (select from pg_publication where pubname = '" + Source.PUBLICATION + "')")) {
                row.next();
                exists = row.getBoolean(1);
            }
            statement.execute(there.publication(exists));
            statement.execute(EVERY_CHANGE);
            for (String grant : grants(there, account)) {
                statement.execute(grant);
            }
            owner.commit();
        } catch (SQLException e) {
            owner.rollback();
            throw e;
        }
        return declared.without(there);
    }

    /** The grants of before are taken back first, so that a column nobody reads any more is closed again. */
    private static List<String> grants(IncludeList captured, String account) {
        List<String> statements = new ArrayList<>();
        for (String table : captured.tables().keySet()) {
            statements.add("revoke select on " + table + " from " + account);
            statements.add(captured.grant(table, account));
        }
        return statements;
    }

    private static IncludeList columns(Connection owner, IncludeList declared) throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        try (PreparedStatement query = owner.prepareStatement("""
                select c.relname, a.attname from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any (?)""")) {
            query.setArray(
                    1, owner.createArrayOf("text", declared.tables().keySet().toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return new IncludeList(columns);
    }
}
