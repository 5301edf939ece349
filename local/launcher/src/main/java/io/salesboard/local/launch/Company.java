package io.salesboard.local.launch;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.local.Stack;
import io.salesboard.local.demo.DemoCompany;
import io.salesboard.local.demo.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What fills the databases and keeps them busy. */
interface Company {

    /** What its figures are computed for. */
    Business business();

    /** Puts what has happened so far into the databases, unless it is there. @return what was done, in a few words */
    String load(Stack.Database pos, Stack.Database crm) throws LaunchException, SQLException;

    /** Lets it go on; returns at once. */
    void play(Stack.Database pos, Stack.Database crm) throws LaunchException;

    /** Stops what {@link #play} started. */
    void stop();

    /** A data source for an account of a running stack. */
    static DataSource source(Stack.Database database) throws LaunchException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.url());
        source.setUser(database.user());
        try {
            source.setPassword(
                    Files.readString(Path.of(database.passwordFile())).strip());
        } catch (IOException e) {
            throw new LaunchException("cannot read the password of " + database.user() + ": " + e, e);
        }
        return source;
    }

    /** The made-up retailer, on the machine's own clock. */
    final class Demo implements Company {
        private static final Business BUSINESS =
                new Business("Công ty", "Asia/Ho_Chi_Minh", DemoCompany.CURRENCY, "real", "08:00", "22:00");

        private final long seed;
        private final double rate;
        private final boolean simulated;
        private Simulator simulator;

        /**
         * @param rate changes per second of the simulator
         * @param simulated whether it goes on selling
         */
        Demo(long seed, double rate, boolean simulated) {
            this.seed = seed;
            this.rate = rate;
            this.simulated = simulated;
        }

        @Override
        public Business business() {
            return BUSINESS;
        }

        @Override
        public String load(Stack.Database pos, Stack.Database crm) throws SQLException {
            try (Connection posConnection = pos.open();
                    Connection crmConnection = crm.open()) {
                long rows = DemoCompany.generate(seed, Clock.systemUTC().instant(), ZoneId.of(BUSINESS.zone()))
                        .load(posConnection, crmConnection);
                return rows == 0
                        ? "the demo company goes on"
                        : String.format(Locale.ROOT, "demo company of seed %d, %,d rows", seed, rows);
            }
        }

        @Override
        public synchronized void play(Stack.Database pos, Stack.Database crm) throws LaunchException {
            if (simulated) {
                simulator = new Simulator(new Simulator.Settings(
                        source(pos), source(crm), BusinessClock.REAL, ZoneId.of(BUSINESS.zone()), rate, seed));
                simulator.start();
            }
        }

        @Override
        public synchronized void stop() {
            if (simulator != null) {
                simulator.stop();
            }
        }
    }
}
