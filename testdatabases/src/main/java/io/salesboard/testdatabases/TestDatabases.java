package io.salesboard.testdatabases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Fresh databases {@code pos} and {@code crm} on a real PostgreSQL, for tests.
 *
 * <p>All tests of a run share one server, which takes ten seconds to start; it ends with the JVM.
 */
public final class TestDatabases implements AutoCloseable {
    private static EmbeddedPostgres server;

    private final EmbeddedPostgres postgres;

    private TestDatabases(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Creates both databases with the canonical tables. */
    public static synchronized TestDatabases start() throws IOException, SQLException {
        if (server == null) {
            server = EmbeddedPostgres.builder().start();
        }
        TestDatabases databases = new TestDatabases(server);
        databases.recreate();
        return databases;
    }

    /** Drops what is in the databases and creates the tables again. */
    public void recreate() throws IOException, SQLException {
        for (String name : new String[] {"pos", "crm"}) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop database if exists " + name + " with (force)");
                statement.execute("create database " + name);
            }
            try (Connection connection = postgres.getDatabase("postgres", name).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(ddl(name));
            }
        }
    }

    public DataSource pos() {
        return postgres.getDatabase("postgres", "pos");
    }

    public DataSource crm() {
        return postgres.getDatabase("postgres", "crm");
    }

    private static String ddl(String name) throws IOException {
        try (InputStream in = TestDatabases.class.getResourceAsStream("/ddl/" + name + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Leaves the server to the next test, which creates its databases anew. */
    @Override
    public void close() {}
}
