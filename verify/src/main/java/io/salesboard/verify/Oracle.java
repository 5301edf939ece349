package io.salesboard.verify;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Runs the KPIs' SQL in a session of its own, on copies of both databases' tables.
 *
 * <p>Everything it makes is temporary and gone with the session; the tables themselves it does not see. Results stay in the
 * database, to be read in order by {@link #read}.
 */
final class Oracle implements AutoCloseable {
    /**
     * Each statement is a transaction of its own: an open one would keep the log from being freed. Short queries over small
     * tables take less long than compiling them; tables just filled have no statistics, and nested loops guessed without
     * them take minutes; summing by hash takes half the time of sorting ids as text first.
     */
    private static final String SETTINGS = "set application_name = 'salesboard verify'; set search_path = pg_temp;"
            + " set jit = off; set enable_nestloop = off; set enable_sort = off; set work_mem = '64MB';"
            + " set temp_buffers = '32MB'; set statement_timeout = '10min'; set synchronous_commit = off;"
            + " set idle_in_transaction_session_timeout = '5min'";

    private static final String QUESTION =
            "create temp table question (scope text, start timestamptz, primary key (scope, start))";

    /** Where the board has a row of others, labels it has no row of are part of that. */
    private static final String FOLD = "insert into folded select l.scope, l.id from ("
            + "select 'channel' as scope, channel as id from counted_order"
            + " union select 'lead_source', source from pursuit union select 'lost_reason', lost_reason from pursuit) l"
            + " where exists (select from asked a where a.scope = l.scope and a.id = '" + Scope.OTHERS + "')"
            + " and not exists (select from asked a where a.scope = l.scope and a.id = l.id)";

    private static final Pattern PARAMETER = Pattern.compile(":'(\\w+)'");

    private final Connection session;
    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> scripts = new HashMap<>();
    private boolean analyzed;

    private Oracle(Connection session, Stack stack) {
        this.session = session;
        parameters.put("zone", stack.zone());
        parameters.put("currency", stack.currency());
        parameters.put("digits", digits(stack.currency()));
        parameters.put("opens", stack.opens());
        parameters.put("closes", stack.closes());
    }

    /** Opens a session that has no tables yet. */
    static Oracle open(Stack stack) throws SQLException {
        Oracle oracle = new Oracle(stack.pos().open(), stack);
        try {
            oracle.execute(SETTINGS);
            return oracle;
        } catch (SQLException e) {
            oracle.close();
            throw e;
        }
    }

    private static String digits(String currency) {
        return String.valueOf(Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()));
    }

    /**
     * Copies what a session sees of a table: the columns figures are made of, and its key. Personal data is in neither.
     *
     * @throws CannotCompareException when a column is missing
     */
    void copy(Connection source, String table) throws SQLException, CannotCompareException {
        List<String> definitions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (Table.byKey(table).role() == Table.Role.UNREAD) {
            return;
        }
        Collection<String> missing = new TreeSet<>();
        Table.byKey(table).columns().forEach(column -> missing.add(column.name()));
        try (PreparedStatement statement = source.prepareStatement("select quote_ident(attname),"
                + " format_type(atttypid, atttypmod), attname from pg_attribute where attrelid = ?::regclass and attnum > 0"
                + " and not attisdropped and (attname = any(?) or attnum = any("
                + "(select indkey from pg_index where indrelid = attrelid and indisprimary)::smallint[]))")) {
            statement.setString(1, "public." + table);
            statement.setArray(2, source.createArrayOf("text", missing.toArray()));
            try (ResultSet columns = statement.executeQuery()) {
                while (columns.next()) {
                    names.add(columns.getString(1));
                    definitions.add(columns.getString(1) + " " + columns.getString(2));
                    missing.remove(columns.getString(3));
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new CannotCompareException(
                    "table " + table + " has no column " + String.join(", ", missing)
                            + ", which figures are made of; was it renamed or dropped?",
                    null);
        }
        execute("create temp table " + table + " (" + String.join(", ", definitions) + ")");
        String columns = " (" + String.join(", ", names) + ")";
        CopyOut out =
                source.unwrap(PGConnection.class).getCopyAPI().copyOut("copy public." + table + columns + " to stdout");
        CopyIn in = session.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + columns + " from stdin");
        for (byte[] rows = out.readFromCopy(); rows != null; rows = out.readFromCopy()) {
            in.writeToCopy(rows, 0, rows.length);
        }
        in.endCopy();
        execute("analyze " + table);
    }

    /** Makes the views the KPIs' SQL reads, once all tables are copied. */
    void prepare() throws SQLException, IOException {
        execute("create index on rep_assignment (rep_id)");
        execute(script("views.sql"));
        execute(QUESTION);
    }

    /** Forgets all questions. */
    void forget() throws SQLException {
        execute("truncate asked, question, folded");
    }

    /** Wants the figures of a scope and window, and of these rows also where nothing happened. */
    void ask(Question question, Collection<String> ids) throws SQLException {
        try (PreparedStatement insert = session.prepareStatement(
                "with q as (insert into question values (?, ?::timestamptz)"
                        + " on conflict do nothing) insert into asked select ?, id, ?::timestamptz from unnest(?::text[]) id")) {
            insert.setString(1, question.scope().key());
            insert.setString(2, question.start().toString());
            insert.setString(3, question.scope().key());
            insert.setString(4, question.start().toString());
            insert.setArray(5, session.createArrayOf("text", ids.toArray()));
            insert.execute();
        }
        analyzed = false;
    }

    /** Takes over which labels the board has no row of, from all rows asked for. */
    void fold() throws SQLException {
        execute(FOLD);
    }

    /** Computes a KPI in the windows of a unit, for the scopes and windows asked for; {@link Figures} reads the result. */
    void compute(Kpi kpi, WindowUnit unit, Instant asOf) throws SQLException, IOException {
        parameters.put("unit", unit.key());
        parameters.put("as_of", asOf.toString());
        String sql = script(kpi.id() + ".sql").strip().replaceFirst(";$", "");
        try {
            if (!analyzed) {
                execute("analyze asked, question");
                analyzed = true;
            }
            execute("drop table if exists " + result(kpi));
            execute("create temp table " + result(kpi) + " as select f.* from (\n" + sql
                    + "\n) f where exists (select from question q where q.scope = f.scope and q.start = f.start)");
        } catch (SQLException e) {
            throw new SQLException(
                    "the SQL of " + kpi.id() + " failed for window " + unit.key() + ": " + Messages.line(e),
                    e.getSQLState(),
                    e);
        }
    }

    static String result(Kpi kpi) {
        return "figures_" + kpi.id();
    }

    /** Begins reading computed KPIs, several at a time; ends with {@link #endReading}. */
    void beginReading() throws SQLException {
        session.setAutoCommit(false);
    }

    /** The rows computed of a KPI, in the order of {@link Question#BY_WINDOW_AND_SCOPE}. */
    Figures read(Kpi kpi) throws SQLException {
        return Figures.read(session, kpi);
    }

    void endReading() throws SQLException {
        session.setAutoCommit(true);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
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

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
