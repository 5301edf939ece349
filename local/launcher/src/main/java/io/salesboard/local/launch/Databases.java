package io.salesboard.local.launch;

import io.salesboard.capture.CaptureRights;
import io.salesboard.capture.IncludeList;
import io.salesboard.capture.Source;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The two source databases: made, with their accounts and what Debezium needs, where they are missing. */
final class Databases {
    /** They are also the names of their connectors' topics and files. */
    static final List<String> NAMES = Source.NAMES;

    static final String SUPERUSER = "postgres";
    static final String OWNER = "salesboard";
    static final String CAPTURE = "salesboard_capture";

    private final int port;
    private final Secrets secrets;
    private final Console console;

    Databases(int port, Secrets secrets, Console console) {
        this.port = port;
        this.secrets = secrets;
        this.console = console;
    }

    Stack.Database of(String name) throws IOException {
        return new Stack.Database(url(name), OWNER, secrets.passwordFile(OWNER).toString());
    }

    String url(String database) {
        return "jdbc:postgresql://" + Parts.HOST + ":" + port + "/" + database;
    }

    /** Whether the server takes connections. */
    boolean answer() throws LaunchException {
        try (Connection connection = superuser(SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            // 28P01: it answers, and refuses the password; asking again will not help.
            if ("28P01".equals(e.getSQLState())) {
                throw new LaunchException(
                        "PostgreSQL on port " + port + " refuses the password of this data directory: "
                                + e.getMessage(),
                        e);
            }
            return false;
        }
    }

    /** Makes accounts, databases and tables; what exists stays as it is. */
    void create() throws SQLException, IOException {
        try (Connection connection = superuser(SUPERUSER)) {
            if (!exists(connection, "select from pg_roles where rolname = '" + CAPTURE + "'")) {
                execute(connection, resource("/capture/role.sql"));
                setPassword(connection, CAPTURE);
            }
            if (!exists(connection, "select from pg_roles where rolname = '" + OWNER + "'")) {
                execute(connection, "create role " + OWNER + " login");
                setPassword(connection, OWNER);
            }
            for (String name : NAMES) {
                if (!exists(connection, "select from pg_database where datname = '" + name + "'")) {
                    execute(connection, "create database " + name + " owner " + OWNER);
                }
            }
        }
        for (String name : NAMES) {
            letSlotsBegin(name);
            try (Connection connection = of(name).open()) {
                boolean make =
                        !exists(connection, "select from pg_publication where pubname = '" + Source.PUBLICATION + "'");
                if (make) {
                    connection.setAutoCommit(false);
                    execute(connection, resource("/ddl/" + name + ".sql"));
                }
                allow(name, connection, make);
            }
        }
    }

    /**
     * Lets the capture account write down which transactions run. A replication slot is made in two such records, and
     * while anything else is busy the server writes one every 15 seconds only.
     */
    private void letSlotsBegin(String name) throws SQLException {
        try (Connection connection = superuser(name)) {
            execute(connection, "grant execute on function pg_log_standby_snapshot() to " + CAPTURE);
        }
    }

    /** With the tables, so that one without the other is never found; and at every start, as a release may read more. */
    private void allow(String name, Connection owner, boolean made) throws SQLException {
        try {
            IncludeList missing = CaptureRights.allow(name, owner, CAPTURE);
            if (!missing.tables().isEmpty()) {
                console.say("  " + name + ": not there, and so not captured: " + missing);
            }
        } catch (SQLException e) {
            if (made) {
                throw e;
            }
            // What is captured already is; the capture watch says what is missing.
            console.say("  " + name + ": publication and grants stay as they are: " + e.getMessage());
        }
    }

    /** What the connectors read from the environment of Connect, and the capture watch too. */
    Map<String, String> captureEnvironment() throws IOException {
        Map<String, String> environment = new TreeMap<>();
        for (String name : NAMES) {
            String prefix = "SALESBOARD_" + name.toUpperCase(Locale.ROOT) + "_";
            environment.put(prefix + "HOST", Parts.HOST);
            environment.put(prefix + "PORT", Integer.toString(port));
            environment.put(prefix + "DATABASE", name);
            environment.put(prefix + "USER", CAPTURE);
            environment.put(prefix + "PASSWORD", secrets.password(CAPTURE));
        }
        return environment;
    }

    private Connection superuser(String database) throws SQLException {
        try {
            return DriverManager.getConnection(url(database), SUPERUSER, secrets.password(SUPERUSER));
        } catch (IOException e) {
            throw new SQLException("cannot read the password of " + SUPERUSER + ": " + e, e);
        }
    }

    private void setPassword(Connection connection, String role) throws SQLException, IOException {
        execute(connection, "alter role " + role + " password '" + secrets.password(role) + "'");
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Databases.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of the module sources", e);
        }
    }
}
