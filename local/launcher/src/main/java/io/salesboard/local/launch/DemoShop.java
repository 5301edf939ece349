package io.salesboard.local.launch;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.demo.DemoCompany;
import io.salesboard.demo.Simulator;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/** The made-up retailer and the simulator that keeps it selling. */
final class DemoShop implements Company {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final long seed;
    private final double rate;
    private final boolean simulated;
    private final BusinessClock clock;
    private Simulator simulator;

    /**
     * @param rate changes per second of the simulator
     * @param simulated whether it goes on selling
     */
    DemoShop(long seed, double rate, boolean simulated, BusinessClock clock) {
        this.seed = seed;
        this.rate = rate;
        this.simulated = simulated;
        this.clock = clock;
    }

    @Override
    public CompanySettings business() {
        return new CompanySettings(
                DemoCompany.NAME, ZONE.getId(), DemoCompany.CURRENCY, clock.toString(), "08:00", "22:00");
    }

    @Override
    public String load(Stack.Database pos, Stack.Database crm) throws SQLException {
        try (Connection posConnection = pos.open();
                Connection crmConnection = crm.open()) {
            long rows = DemoCompany.generate(seed, now(), ZONE).load(posConnection, crmConnection);
            return rows == 0
                    ? "the demo company goes on"
                    : String.format(Locale.ROOT, "demo company of seed %d, %,d rows", seed, rows);
        }
    }

    @Override
    public synchronized void play(Stack.Database pos, Stack.Database crm) throws IOException {
        if (simulated) {
            simulator = new Simulator(new Simulator.Settings(pos.source(), crm.source(), clock, ZONE, rate, seed));
            simulator.start();
        }
    }

    @Override
    public boolean finished() {
        return true; // a simulator is never done; without one there is nothing to wait for
    }

    @Override
    public Instant now() {
        return clock.now(Clock.systemUTC());
    }

    @Override
    public synchronized void close() {
        if (simulator != null) {
            simulator.stop();
        }
    }
}
