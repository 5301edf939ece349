package io.salesboard.capture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The databases pos and crm on a real PostgreSQL with logical decoding, opened to the capture account as in a deployment. */
final class TestServer {
    private static EmbeddedPostgres server;

    private TestServer() {}

    /** A fresh database of a source on the server all tests of a run share; slots of earlier tests are dropped. */
    static synchronized Source fresh(String name) throws IOException, SQLException {
        if (server == null) {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_slot_wal_keep_size", "64MB")
                    .start();
            execute("postgres", resource("/capture/role.sql"));
            execute("postgres", "alter role salesboard_capture password 'secret'");
        }
        execute(
                "postgres",
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = 'salesboard_"
                        + name + "'");
        execute("postgres", "drop database if exists " + name + " with (force)");
        execute("postgres", "create database " + name);
        execute(name, resource("/ddl/" + name + ".sql"));
        try (Connection owner = open(name)) {
            CaptureRights.allow(name, owner, "salesboard_capture");
        }
        return new Source(
                name, "jdbc:postgresql://localhost:" + server.getPort() + "/" + name, "salesboard_capture", "secret");
    }

    /** Runs SQL as a superuser. */
    static void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One value, asked as a superuser. */
    static String ask(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A connection of a superuser, for what has to stay open. */
    static Connection open(String database) throws SQLException {
        return server.getDatabase("postgres", database).getConnection();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TestServer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
