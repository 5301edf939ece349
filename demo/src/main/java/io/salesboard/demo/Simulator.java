package io.salesboard.demo;

import io.salesboard.core.time.BusinessClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the demo company busy: sells, gets paid, corrects and reorganises in its databases, at the business clock.
 *
 * <p>It goes on from whatever the databases hold, so it can be stopped and started at will. When a database goes away it
 * says so in the log and tries again, waiting up to {@link #LONGEST_WAIT} between tries.
 *
 * <p>A demo sells faster than the company would. So that quotas are not overrun within the hour, new orders get smaller
 * with the rate, down to {@link #LEAST_VALUE}.
 */
public final class Simulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    /** At night and on holidays the demo stays alive with this share of the rate. */
    private static final double LEAST_ACTIVITY = 0.3;

    private static final double LEAST_VALUE = 0.15;

    /** Rows a transaction changes on average, and the share of new orders among the transactions; measured. */
    private static final double ROWS_PER_ACTION = 2.6;

    private static final double SALES_SHARE = 0.38;

    private final Settings settings;
    private final AtomicLong changes = new AtomicLong();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "simulator");
    private Duration wait = FIRST_WAIT;
    private long due;
    private boolean reorganised;

    /**
     * What the simulator runs on.
     *
     * @param pos the point-of-sale database
     * @param crm the CRM database
     * @param businessClock what time it is in the business
     * @param zone the business's time zone
     * @param rate changed rows per second of the machine's time, in the busiest hours
     * @param seed of the demo company
     */
    public record Settings(
            DataSource pos, DataSource crm, BusinessClock businessClock, ZoneId zone, double rate, long seed) {
        public Settings {
            if (!(rate > 0)) {
                throw new IllegalArgumentException("a rate of " + rate + " changes per second is not above 0");
            }
        }
    }

    public Simulator(Settings settings) {
        this.settings = settings;
        thread.setDaemon(true);
    }

    /** Starts selling; returns at once. */
    public void start() {
        thread.start();
    }

    /** Stops after the transaction at hand; waits up to ten seconds for it. */
    public void stop() {
        stopping.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Rows changed since the start. */
    public long changes() {
        return changes.get();
    }

    private void run() {
        while (!stopped(Duration.ZERO)) {
            try (Connection pos = settings.pos.getConnection();
                    Connection crm = settings.crm.getConnection()) {
                work(pos, crm);
            } catch (SQLException e) {
                LOG.warn("the simulator lost its database ({}); next try in {} ms", e.getMessage(), wait.toMillis());
                if (stopped(wait)) {
                    return;
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
        }
    }

    private void work(Connection pos, Connection crm) throws SQLException {
        pos.setAutoCommit(false);
        crm.setAutoCommit(false);
        due = System.nanoTime();
        while (!stopped(Duration.ZERO)) {
            sellAndFollow(pos, crm);
        }
    }

    /** Works with the organisation of this moment until somebody changes it. */
    private void sellAndFollow(Connection pos, Connection crm) throws SQLException {
        Instant begin = now();
        LocalDate today = begin.atZone(settings.zone).toLocalDate();
        Organisation organisation = OrganisationReader.read(pos, crm, settings.seed, DemoCompany.startOfHistory(today));
        pos.commit();
        crm.commit();
        if (organisation.repsOn(today).isEmpty() || organisation.stores().isEmpty()) {
            throw new SQLException("no company to work in: no active rep or no store");
        }
        Dice dice = new Dice(settings.seed, "simulator", begin.toEpochMilli());
        VietnamCalendar calendar = new VietnamCalendar(today.getYear() - 1, today.getYear() + 1);
        Demand demand = new Demand(organisation, calendar, settings.zone);
        List<Action> posActions = new ArrayList<>(new PosActions(dice, demand, settings.zone, scale()).all());
        posActions.addAll(new PosCorrections(dice, demand, settings.zone, scale()).all());
        List<Action> crmActions = new ArrayList<>(new CrmActions(dice, demand, settings.zone).all());
        crmActions.addAll(new ActivityActions(dice, demand, settings.zone).all());
        crmActions.addAll(
                new ManagerActions(dice, organisation, demand, settings.zone, () -> reorganised = true).all());
        double posWeight = posActions.stream().mapToDouble(Action::weight).sum();
        double crmWeight = crmActions.stream().mapToDouble(Action::weight).sum();
        reorganised = false;
        while (!reorganised && !stopped(untilDue())) {
            boolean inPos = dice.chance(posWeight / (posWeight + crmWeight));
            int rows = perform(dice.pick(inPos ? posActions : crmActions, Action::weight), inPos ? pos : crm, now());
            // An action that finds nothing to do costs a little time too, or an empty database would be polled hotly.
            double activity = Math.max(LEAST_ACTIVITY, demand.activity(now()));
            due += (long) (Math.max(rows, 0.2) * 1e9 / (settings.rate * activity));
        }
    }

    private int perform(Action action, Connection connection, Instant now) throws SQLException {
        try {
            int rows = action.step().run(connection, now);
            connection.commit();
            changes.addAndGet(rows);
            wait = FIRST_WAIT;
            return rows;
        } catch (SQLException e) {
            if (!connection.isValid(2)) {
                throw e;
            }
            // A conflict with somebody else's transaction, or a table the user has altered: skip it, go on.
            LOG.warn("the simulator could not '{}': {}", action.name(), e.getMessage());
            connection.rollback();
            return 0;
        } catch (RuntimeException e) {
            // A company changed in a way nobody thought of; what the action expects is not there.
            LOG.error("the simulator could not '{}'", action.name(), e);
            connection.rollback();
            return 0;
        }
    }

    /** The value of new orders, so that all of them together stay near what the company would sell. */
    private double scale() {
        double natural =
                (Demand.SALES_FORCE_ORDERS + Demand.COUNTER_ORDERS) / (14 * 3_600) * settings.businessClock.speed();
        double simulated = settings.rate / ROWS_PER_ACTION * SALES_SHARE;
        return Math.max(LEAST_VALUE, Math.min(1, natural / simulated));
    }

    private Instant now() {
        return settings.businessClock.now(Clock.systemUTC());
    }

    private Duration untilDue() {
        long left = due - System.nanoTime();
        if (left < -TimeUnit.SECONDS.toNanos(1)) {
            // Fell behind, by a slow machine or a database that was away: do not make up for it in a burst.
            due = System.nanoTime();
        }
        return Duration.ofNanos(Math.max(0, left));
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
