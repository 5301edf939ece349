package io.salesboard.capture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Looks at one source database through one connection of the capture account, and does there what a new reading needs.
 *
 * <p>Nothing here waits for longer than a few seconds, whatever the server does. Not thread-safe.
 */
final class SourceDatabase implements AutoCloseable {
    private static final Duration STATEMENT = Duration.ofSeconds(4);
    private static final Duration SOCKET = Duration.ofSeconds(6);
    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final String MARK_PREFIX = "salesboard-";

    // The columns of newer releases are read out of JSON, so that older ones answer too.
    private static final String SERVER = """
            select (select system_identifier from pg_control_system()) || '/'
                     || ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int,
                   (select oid from pg_database where datname = current_database())::bigint,
                   pg_postmaster_start_time(),
                   (pg_current_wal_flush_lsn() - '0/0')::bigint,
                   (pg_current_wal_insert_lsn() - '0/0')::bigint,
                   coalesce((select (r.sent_lsn - '0/0')::bigint from pg_stat_replication r where r.pid = s.active_pid), 0),
                   clock_timestamp(),
                   coalesce((select substr(c, length('application_name=') + 1)
                       from pg_db_role_setting, unnest(setconfig) c
                       where setrole = current_user::regrole
                         and setdatabase = (select oid from pg_database where datname = current_database())
                         and c like 'application_name=%'), ''),
                   (select setting::bigint from pg_settings where name = 'max_slot_wal_keep_size'),
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
                   pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
                   s.slot_name is not null,
                   coalesce(s.active, false),
                   coalesce((s.confirmed_flush_lsn - '0/0')::bigint, 0),
                   coalesce((s.restart_lsn - '0/0')::bigint, 0),
                   coalesce(s.wal_status, ''),
                   coalesce(to_jsonb(s) ->> 'invalidation_reason', ''),
                   coalesce((select total_txns from pg_stat_replication_slots where slot_name = ?), 0),
                   coalesce((select sum(t.n_tup_ins + t.n_tup_upd + t.n_tup_del)::bigint
                       from pg_publication p join pg_publication_rel r on r.prpubid = p.oid
                       join pg_stat_user_tables t on t.relid = r.prrelid where p.pubname = ?), 0)
            from (values (1)) one left join pg_replication_slots s on s.slot_name = ?""";

    // The catalogue's own tables: the view pg_publication_tables waits for locks on the tables it names.
    private static final String TABLES = """
            select c.relname, c.oid::bigint, coalesce(pg_relation_filenode(c.oid)::bigint, 0), c.relreplident::text,
                   coalesce(p.puballtables, false) or pr.oid is not null or exists (
                       select from pg_publication_namespace n where n.pnpubid = p.oid and n.pnnspid = c.relnamespace),
                   pr.prqual is not null,
                   a.attname, case when t.typtype = 'e' then 'enum' else t.typname end,
                   coalesce(a.attnum = any (i.indkey), false),
                   has_column_privilege(c.oid, a.attnum, 'select'),
                   pr.prattrs is null or a.attnum = any (pr.prattrs)
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_type d on d.oid = a.atttypid
            join pg_type t on t.oid = case when d.typtype = 'd' then d.typbasetype else d.oid end
            left join pg_index i on i.indrelid = c.oid and i.indisprimary
            left join pg_publication p on p.pubname = ?
            left join pg_publication_rel pr on pr.prpubid = p.oid and pr.prrelid = c.oid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any (?)
            order by c.relname, a.attnum""";

    private static final String LOCKS = """
            select distinct c.relname, l.pid
            from pg_locks l join pg_class c on c.oid = l.relation and c.relnamespace = 'public'::regnamespace
            where l.mode = 'AccessExclusiveLock' and l.granted and c.relname = any (?)
              and l.database = (select oid from pg_database where datname = current_database())
            order by 1, 2""";

    private final Source source;
    private final Clock clock;
    private Connection connection;

    SourceDatabase(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Looks at the server and the slot. */
    ServerFacts server() throws SQLException {
        try (PreparedStatement query = connection().prepareStatement(SERVER)) {
            query.setString(1, source.slot());
            query.setString(2, Source.PUBLICATION);
            query.setString(3, source.slot());
            Instant before = clock.instant();
            try (ResultSet row = query.executeQuery()) {
                Instant after = clock.instant();
                row.next();
                Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
                long limit = row.getLong(9);
                return new ServerFacts(
                        row.getString(1),
                        row.getLong(2),
                        instant(row, 3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        Duration.between(middle, instant(row, 7)).toMillis(),
                        row.getString(8),
                        limit < 0 ? -1 : limit * 1024 * 1024,
                        row.getLong(10),
                        row.getLong(11),
                        row.getBoolean(12)
                                ? new ServerFacts.Slot(
                                        row.getBoolean(13),
                                        row.getLong(14),
                                        row.getLong(15),
                                        row.getString(16),
                                        row.getString(17),
                                        row.getLong(18))
                                : null,
                        row.getLong(19),
                        after);
            }
        } catch (SQLException e) {
            throw closed(e);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Looks at the tables of these names. */
    TableFacts tables(IncludeList captured) throws SQLException {
        String[] names = captured.tables().keySet().toArray(String[]::new);
        try {
            Connection open = connection();
            return new TableFacts(publication(open), schemaUsage(open), tables(open, names), locks(open, names));
        } catch (SQLException e) {
            throw closed(e);
        }
    }

    private static Optional<TableFacts.Publication> publication(Connection open) throws SQLException {
        try (PreparedStatement query = open.prepareStatement(
                "select pubinsert, pubupdate, pubdelete, pubtruncate from pg_publication where pubname = ?")) {
            query.setString(1, Source.PUBLICATION);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new TableFacts.Publication(
                                row.getBoolean(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)))
                        : Optional.empty();
            }
        }
    }

    private static boolean schemaUsage(Connection open) throws SQLException {
        try (Statement query = open.createStatement();
                ResultSet row = query.executeQuery("select has_schema_privilege('public', 'usage')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Map<String, TableFacts.Table> tables(Connection open, String[] names) throws SQLException {
        Map<String, TableFacts.Table> tables = new HashMap<>();
        try (PreparedStatement query = open.prepareStatement(TABLES)) {
            query.setString(1, Source.PUBLICATION);
            query.setArray(2, open.createArrayOf("text", names));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    TableFacts.Table table = tables.get(name);
                    if (table == null) {
                        table = new TableFacts.Table(
                                rows.getLong(2),
                                rows.getLong(3),
                                rows.getString(4),
                                rows.getBoolean(5),
                                rows.getBoolean(6),
                                new LinkedHashMap<>());
                        tables.put(name, table);
                    }
                    table.columns()
                            .put(
                                    rows.getString(7),
                                    new TableFacts.Column(
                                            rows.getString(8),
                                            rows.getBoolean(9),
                                            rows.getBoolean(10),
                                            table.published() && rows.getBoolean(11)));
                }
            }
        }
        return tables;
    }

    private static List<TableFacts.Lock> locks(Connection open, String[] names) throws SQLException {
        List<TableFacts.Lock> locks = new ArrayList<>();
        try (PreparedStatement query = open.prepareStatement(LOCKS)) {
            query.setArray(1, open.createArrayOf("text", names));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    locks.add(new TableFacts.Lock(rows.getString(1), rows.getInt(2)));
                }
            }
        }
        return locks;
    }

    /**
     * Keeps a token in the database that belongs to no table: the session default {@code application_name} of the capture
     * account in this database. Every other copy of the database, restored or kept, has an older one.
     */
    void keepMark(String mark) throws SQLException {
        execute("alter role current_user in database "
                + quoted(source.url().replaceFirst(".*/", "").replaceFirst("\\?.*", "")) + " set application_name = '"
                + MARK_PREFIX + mark + "'");
    }

    /** The token out of {@link ServerFacts#mark()}, or empty when what stands there is not ours. */
    static String markOf(String setting) {
        return setting.startsWith(MARK_PREFIX) ? setting.substring(MARK_PREFIX.length()) : "";
    }

    /** Drops the slot, and ends who still reads from it: the connector is stopped, so it is a leftover. */
    void dropSlot() throws SQLException {
        try (PreparedStatement end = connection()
                        .prepareStatement("select pg_terminate_backend(active_pid, 3000) from pg_replication_slots"
                                + " where slot_name = ? and active_pid is not null");
                PreparedStatement drop = connection()
                        .prepareStatement("select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                                + " where slot_name = ?")) {
            end.setString(1, source.slot());
            end.execute();
            drop.setString(1, source.slot());
            drop.execute();
        } catch (SQLException e) {
            throw closed(e);
        }
    }

    /**
     * Writes down which transactions run, where the account may: a slot is made in two such records, and a quiet server
     * writes one every 15 seconds only.
     */
    void letSlotBegin() throws SQLException {
        try (Statement statement = connection().createStatement()) {
            boolean may;
            try (ResultSet row = statement.executeQuery("select coalesce(has_function_privilege("
                    + "to_regprocedure('pg_log_standby_snapshot()')::oid, 'execute'), false)")) {
                row.next();
                may = row.getBoolean(1);
            }
            if (may) {
                statement.execute("select pg_log_standby_snapshot()");
            }
        } catch (SQLException e) {
            throw closed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw closed(e);
        }
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            Properties properties = source.connectionProperties();
            properties.setProperty("ApplicationName", "salesboard capture watch");
            properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
            properties.setProperty("loginTimeout", Long.toString(SOCKET.toSeconds()));
            properties.setProperty("socketTimeout", Long.toString(SOCKET.toSeconds()));
            properties.setProperty("options", "-c statement_timeout=" + STATEMENT.toMillis());
            connection = DriverManager.getConnection(source.url(), properties);
        }
        return connection;
    }

    /** After an error the next look begins with a new connection. */
    private SQLException closed(SQLException error) {
        close();
        return error;
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                System.getLogger(SourceDatabase.class.getName())
                        .log(System.Logger.Level.DEBUG, "a broken connection to " + source + " did not close", e);
            }
            connection = null;
        }
    }
}
