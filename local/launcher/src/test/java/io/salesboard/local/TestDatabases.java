package io.salesboard.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A real PostgreSQL with fresh databases {@code pos} and {@code crm}, for tests. */
public final class TestDatabases implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private TestDatabases(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts a server on a free port and creates both databases with the canonical tables. */
    public static TestDatabases start() throws IOException, SQLException {
        TestDatabases databases = new TestDatabases(EmbeddedPostgres.builder().start());
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

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
