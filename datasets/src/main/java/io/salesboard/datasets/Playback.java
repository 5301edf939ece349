package io.salesboard.datasets;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.datasets.DataSet.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a data set into the two databases, at once or as the business clock goes.
 *
 * <p>How far it came stands in table {@code salesboard_playback} of the database with the events and is committed with
 * them, so playing goes on exactly where it was, whatever stopped it.
 */
public final class Playback implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Playback.class);
    private static final int EVENTS_PER_TRANSACTION = 250;

    /** A transaction is in memory while it is written, so many small events make one and a large one stands alone. */
    private static final int CHANGES_PER_TRANSACTION = 5_000;

    /** Rows that go to the server together. */
    private static final int BATCH = 1_000;

    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DataSet data;
    private final DataSource pos;
    private final DataSource crm;
    private final Progress progress;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;
    private volatile int position;

    /** @param progress told how far {@link #playAll} is */
    public Playback(DataSet data, DataSource pos, DataSource crm, Progress progress) {
        this.data = data;
        this.pos = pos;
        this.crm = crm;
        this.progress = progress;
    }

    /** Writes the reference rows, once; a database that has them is left as it is. */
    public void loadReference() throws SQLException {
        load(pos, data.posReference());
        load(crm, data.crmReference());
    }

    private static void load(DataSource source, List<Change> changes) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            position(connection);
            if (flag(connection, "select reference from salesboard_playback") == 0) {
                apply(connection, changes);
                execute(connection, "update salesboard_playback set reference = 1");
            }
            connection.commit();
        }
    }

    /** Plays everything that has not been played, as fast as the database takes it. */
    public void playAll() throws SQLException, IOException {
        try (Connection connection = open()) {
            playUntil(connection, Instant.MAX);
            // Without statistics the planner takes long over what the checks ask.
            execute(connection, "analyze");
            connection.commit();
        }
    }

    /** Starts playing each event when the business clock reaches it; returns at once. */
    public void start(BusinessClock clock) {
        thread = new Thread(() -> follow(clock), "playback");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops after the transaction at hand; waits up to ten seconds for it. */
    public void stop() {
        stopping.countDown();
        try {
            if (thread != null) {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Events played so far, of {@code data.size()}. */
    public int position() {
        return position;
    }

    public boolean finished() {
        return position == data.size();
    }

    private void follow(BusinessClock clock) {
        while (!finished() && !stopped(Duration.ZERO)) {
            try (Connection connection = open()) {
                while (!finished() && !stopped(STEP)) {
                    playUntil(connection, clock.now(Clock.systemUTC()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the playback cannot read its events any more: " + e.getMessage(), e);
            } catch (SQLException e) {
                LOG.warn("the playback lost its database ({}); next try in {} ms", e.getMessage(), RETRY.toMillis());
                stopped(RETRY);
            }
        }
    }

    private Connection open() throws SQLException {
        Connection connection = (data.database() == Database.POS ? pos : crm).getConnection();
        connection.setAutoCommit(false);
        position = position(connection);
        connection.commit();
        return connection;
    }

    /** Plays what has happened until {@code now}, in transactions of whole events. */
    private void playUntil(Connection connection, Instant now) throws SQLException, IOException {
        EventFile events = data.events();
        while (!finished() && !events.at(position).isAfter(now)) {
            List<Change> changes = new ArrayList<>();
            int end = position;
            while (end < events.size()
                    && end < position + EVENTS_PER_TRANSACTION
                    && changes.size() < CHANGES_PER_TRANSACTION
                    && !events.at(end).isAfter(now)) {
                changes.addAll(events.get(end++).changes());
            }
            apply(connection, changes);
            execute(connection, "update salesboard_playback set position = " + end);
            connection.commit();
            position = end;
            progress.at("%,d of " + String.format(Locale.ROOT, "%,d", events.size()) + " events played", end);
        }
    }

    private static int position(Connection connection) throws SQLException {
        execute(
                connection,
                "create table if not exists salesboard_playback(position int not null, reference int not null)");
        execute(
                connection,
                "insert into salesboard_playback select 0, 0 where not exists (select from salesboard_playback)");
        return flag(connection, "select position from salesboard_playback");
    }

    private static int flag(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs the changes in order; neighbours of the same statement go to the server together. */
    private static void apply(Connection connection, List<Change> changes) throws SQLException {
        for (int from = 0; from < changes.size(); ) {
            String sql = changes.get(from).sql();
            int to = from;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (;
                        to < changes.size()
                                && to < from + BATCH
                                && changes.get(to).sql().equals(sql);
                        to++) {
                    bind(statement, changes.get(to).parameters());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            from = to;
        }
    }

    private static void bind(PreparedStatement statement, List<Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Object value = parameters.get(i);
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
    }

    private boolean stopped(Duration wait) {
        try {
            return stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
