package io.salesboard.datasets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.salesboard.testdatabases.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.postgresql.PGConnection;

/** The folders of real data beside the repository, and PostgreSQL as an independent reader of their CSV files. */
final class RealData {
    private RealData() {}

    /** The folder {@code ../shared/data/<name>}; the test is skipped, and says so, where it is absent. */
    static Path folder(String name) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        Path folder = root.resolveSibling("shared").resolve("data").resolve(name);
        boolean present = Files.isDirectory(folder);
        if (!present) {
            System.err.println(
                    "SKIPPED: the data set ../shared/data/" + name + " is not there; its totals are unchecked");
        }
        assumeTrue(present, "no folder " + folder);
        return folder;
    }

    /** Reads a data set, with its events in a temporary folder. */
    static DataSet load(Path folder) throws IOException {
        return DataSet.recognise(folder, Files.createTempDirectory("events"), new Progress(line -> {}));
    }

    static Playback playback(DataSet data, TestDatabases databases) {
        return new Playback(data, databases.pos(), databases.crm(), new Progress(line -> {}));
    }

    /** Copies a CSV file into a temporary table of text columns, named as in its header. */
    static void copy(Connection connection, Path file, String table, String... columns)
            throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temp table " + table + " (" + String.join(" text, ", columns) + " text)");
        }
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin with (format csv, header)", reader);
        }
    }

    /** The rows of a query, as lines of text. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "" : " | ").append(result.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }
}
