package io.salesboard.capture;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * Opens the source databases to the capture account in a deployment, as far as a release reads them; run at every start. Where
 * the databases are it reads from the variables the connectors name, the owner of the tables from {@code PGUSER} and
 * {@code PGPASSWORD}.
 */
public final class AllowMain {
    private AllowMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), System.out));
    }

    static int run(Map<String, String> environment, PrintStream out) {
        try {
            for (String name : Source.NAMES) {
                Source source = Source.of(name, environment);
                Properties owner = new Properties();
                owner.setProperty("user", Source.variable(environment, "PGUSER"));
                owner.setProperty("password", Source.variable(environment, "PGPASSWORD"));
                try (Connection connection = DriverManager.getConnection(source.url(), owner)) {
                    IncludeList missing = CaptureRights.allow(name, connection, source.user());
                    out.println(name + ": open to " + source.user()
                            + (missing.tables().isEmpty() ? "" : "; not there, and so not captured: " + missing));
                } catch (SQLException e) {
                    // A database of somebody else's: its owner runs the statements the watch asks for.
                    out.println(name + ": stays as it is, " + e.getMessage()
                            + "; the capture watch says which statements its owner has to run, if any");
                }
            }
            return 0;
        } catch (IllegalArgumentException e) {
            out.println("error: " + e.getMessage());
            return 1;
        }
    }
}
