package io.salesboard.local.verify;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.local.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Runs the KPIs' SQL in a session of the POS database, with copies of the CRM tables beside it.
 *
 * <p>Everything it makes is temporary and gone with the session.
 */
final class Oracle {
    private static final List<String> CRM_TABLES =
            List.of("region", "rep", "rep_assignment", "quota", "business_day", "lead", "opportunity");
    private static final Pattern PARAMETER = Pattern.compile(":'(\\w+)'");

    private final Connection pos;
    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> scripts = new HashMap<>();

    Oracle(Connection pos, Stack stack) {
        this.pos = pos;
        parameters.put("zone", stack.zone());
        parameters.put("currency", stack.currency());
        parameters.put("digits", digits(stack.currency()));
        parameters.put("opens", stack.opens());
        parameters.put("closes", stack.closes());
    }

    private static String digits(String currency) {
        return String.valueOf(Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()));
    }

    /** Copies the CRM tables and makes the views; both sessions must hold their snapshots. */
    void prepare(Connection crm) throws SQLException, IOException {
        try (Statement statement = pos.createStatement()) {
            // Short queries over small tables: compiling them takes longer than running them.
            statement.execute("set local jit = off");
            // Tables just filled have no statistics, and nested loops guessed without them take minutes.
            statement.execute("set local enable_nestloop = off");
            // Summing by hash takes half the time of sorting ids as text first.
            statement.execute("set local enable_sort = off");
            statement.execute("set local work_mem = '64MB'");
            for (String table : CRM_TABLES) {
                copy(crm, table);
            }
            statement.execute("create index on pg_temp.rep_assignment (rep_id)");
            statement.execute(script("views.sql"));
        }
    }

    private void copy(Connection crm, String table) throws SQLException {
        try (Statement source = crm.createStatement();
                Statement target = pos.createStatement();
                ResultSet columns = source.executeQuery("select string_agg(quote_ident(attname) || ' '"
                        + " || format_type(atttypid, atttypmod), ', ' order by attnum), string_agg(quote_ident(attname),"
                        + " ', ' order by attnum) from pg_attribute where attrelid = '" + table
                        + "'::regclass and attnum > 0 and not attisdropped")) {
            columns.next();
            target.execute("create temp table " + table + " (" + columns.getString(1) + ")");
            CopyOut out = crm.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy " + table + " (" + columns.getString(2) + ") to stdout");
            CopyIn in = pos.unwrap(PGConnection.class).getCopyAPI().copyIn("copy pg_temp." + table + " from stdin");
            for (byte[] rows = out.readFromCopy(); rows != null; rows = out.readFromCopy()) {
                in.writeToCopy(rows, 0, rows.length);
            }
            in.endCopy();
            target.execute("analyze pg_temp." + table);
        }
    }

    /** Names the rows whose values are wanted even where nothing happened, instead of those named before. */
    void ask(Collection<CellRow> rows) throws SQLException {
        try (Statement statement = pos.createStatement()) {
            statement.execute("truncate asked");
        }
        try (PreparedStatement insert = pos.prepareStatement(
                "insert into asked select * from unnest(?::text[], ?::text[], ?::timestamptz[])")) {
            insert.setArray(1, array(rows.stream().map(row -> row.scope().key()).toArray()));
            insert.setArray(2, array(rows.stream().map(CellRow::id).toArray()));
            insert.setArray(
                    3, array(rows.stream().map(row -> row.start().toString()).toArray()));
            insert.execute();
        }
        try (Statement statement = pos.createStatement()) {
            statement.execute("analyze asked");
        }
    }

    private Array array(Object[] texts) throws SQLException {
        return pos.createArrayOf("text", texts);
    }

    /** The values of a KPI in all windows of a unit, for the rows that have data and those asked for. */
    Map<CellRow, Map<String, BigDecimal>> figures(Kpi kpi, WindowUnit unit, Instant asOf)
            throws SQLException, IOException {
        parameters.put("unit", unit.key());
        parameters.put("as_of", asOf.toString());
        Map<CellRow, Map<String, BigDecimal>> figures = new HashMap<>();
        try (Statement statement = pos.createStatement();
                ResultSet rows = statement.executeQuery(script(kpi.id() + ".sql"))) {
            while (rows.next()) {
                Scope scope = Scope.of(rows.getString("scope"));
                if (kpi.appliesTo(scope, unit)) {
                    Instant start =
                            rows.getObject("start", OffsetDateTime.class).toInstant();
                    figures.put(new CellRow(scope, rows.getString("id"), start), values(kpi, rows));
                }
            }
        } catch (SQLException e) {
            throw new SQLException(
                    "the SQL of " + kpi.id() + " failed for window " + unit.key() + ": " + e.getMessage(), e);
        }
        return figures;
    }

    private static Map<String, BigDecimal> values(Kpi kpi, ResultSet row) throws SQLException {
        Map<String, BigDecimal> values = new HashMap<>();
        for (KpiValue value : kpi.values()) {
            values.put(value.key(), row.getBigDecimal(value.key()));
        }
        return values;
    }

    /** A file beside the catalogue, with the parameters filled in as psql does it. */
    private String script(String name) throws IOException {
        String text = scripts.get(name);
        if (text == null) {
            try (InputStream in = Catalogue.class.getResourceAsStream("oracle/" + name)) {
                if (in == null) {
                    throw new IOException("there is no SQL oracle/" + name + " beside the KPI catalogue");
                }
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                scripts.put(name, text);
            }
        }
        return PARAMETER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(literal(match.group(1))));
    }

    private String literal(String parameter) {
        return "'" + parameters.get(parameter).replace("'", "''") + "'";
    }
}
