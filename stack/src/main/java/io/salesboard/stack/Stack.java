package io.salesboard.stack;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the parts of a running stack are: what {@code demo} writes and {@code status}, {@code verify} and {@code bench}
 * read.
 *
 * @param board address of the board, such as {@code http://127.0.0.1:8080}
 * @param flink address of Flink's REST API and pages
 * @param connect address of Kafka Connect's REST API
 * @param registry address of the schema registry
 * @param kafka bootstrap servers
 * @param pos the POS database
 * @param crm the CRM database
 * @param zone business time zone
 * @param currency base currency
 * @param clock business clock, in the form that {@code BusinessClock} reads
 * @param opens start of a selling day, such as {@code 08:00}
 * @param closes end of a selling day
 * @param parts the processes
 * @param repPage a rep's page
 * @param boardKeyFile file that holds a key to the board and nothing else; null where it lets this machine in unasked
 */
public record Stack(
        String board,
        String flink,
        String connect,
        String registry,
        String kafka,
        Database pos,
        Database crm,
        String zone,
        String currency,
        String clock,
        String opens,
        String closes,
        List<Part> parts,
        String repPage,
        String boardKeyFile) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * A source database, with the account that owns it.
     *
     * @param url JDBC address
     * @param user account
     * @param passwordFile file that holds its password and nothing else
     */
    public record Database(String url, String user, String passwordFile) {
        /** Opens a connection as the owner, in autocommit mode. */
        public Connection open() throws SQLException {
            try {
                return source().getConnection();
            } catch (IOException e) {
                throw new SQLException("cannot read the password of " + user + " for " + url + ": " + e, e);
            }
        }

        /** A source of connections as the owner. */
        public DataSource source() throws IOException {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(url);
            source.setUser(user);
            source.setPassword(Files.readString(Path.of(passwordFile)).strip());
            return source;
        }
    }

    /**
     * A process of the stack.
     *
     * @param name its name, also that of its log file
     * @param pid its process id
     * @param address where it listens
     */
    public record Part(String name, long pid, String address) {}

    /** The registry's Confluent-compatible API. */
    public String registryApi() {
        return registry + "/apis/ccompat/v7";
    }

    public ZoneId zoneId() {
        return ZoneId.of(zone);
    }

    /** What opens the board. @throws IOException naming the file that holds no key */
    public BoardKey boardKey() throws IOException {
        return boardKeyFile == null ? BoardKey.NONE : BoardKey.read(Path.of(boardKeyFile));
    }

    /** The same, whose board the key in another file opens; null leaves it as it is. */
    public Stack openedBy(Path keyFile) {
        return keyFile == null
                ? this
                : new Stack(
                        board,
                        flink,
                        connect,
                        registry,
                        kafka,
                        pos,
                        crm,
                        zone,
                        currency,
                        clock,
                        opens,
                        closes,
                        parts,
                        repPage,
                        keyFile.toString());
    }

    /** The file of a data directory. */
    public static Path file(Path dataDirectory) {
        return dataDirectory.resolve("run").resolve("stack.json");
    }

    /** @throws IOException saying what to do when no stack was started on this directory */
    public static Stack read(Path dataDirectory) throws IOException {
        Path file = file(dataDirectory);
        try {
            return JSON.readValue(Files.readString(file), Stack.class);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "no stack is running on " + dataDirectory + " (" + file + " is missing); start it with ./salesboard"
                            + " demo, or name its directory with --data-dir",
                    e);
        } catch (JacksonException e) {
            throw new IOException(file + " is not a description of a stack: " + e.getOriginalMessage(), e);
        }
    }

    /** Replaces the file of a data directory at once, so that a reader never sees half of it. */
    public void write(Path dataDirectory) throws IOException {
        Path file = file(dataDirectory);
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, JSON.writeValueAsString(this));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
