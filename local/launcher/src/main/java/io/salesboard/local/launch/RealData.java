package io.salesboard.local.launch;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.local.Stack;
import io.salesboard.local.data.DataSet;
import io.salesboard.local.data.Playback;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/** A real data set, played in business order: at once, or as its business clock goes. */
final class RealData implements Company {
    private final DataSet data;
    private final BusinessClock clock;
    private final boolean replayed;
    private Playback playback;

    /** @param replayed whether events wait for the clock */
    RealData(DataSet data, BusinessClock clock, boolean replayed) {
        this.data = data;
        this.clock = clock;
        this.replayed = replayed;
    }

    @Override
    public Business business() {
        return new Business(
                data.name(),
                data.zone().getId(),
                data.currency().getCurrencyCode(),
                clock.toString(),
                "08:00",
                "22:00");
    }

    @Override
    public synchronized String load(Stack.Database pos, Stack.Database crm) throws SQLException, IOException {
        playback = new Playback(data, pos.source(), crm.source());
        playback.loadReference();
        return String.format(
                Locale.ROOT,
                "%s, %,d events to play",
                data.name(),
                data.events().size());
    }

    @Override
    public void play(Stack.Database pos, Stack.Database crm) throws SQLException {
        if (replayed) {
            playback.start(clock);
        } else {
            playback.playAll();
        }
    }

    @Override
    public boolean finished() {
        return playback.finished();
    }

    @Override
    public Instant now() {
        return clock.now(Clock.systemUTC());
    }

    @Override
    public synchronized void close() {
        if (playback != null) {
            playback.stop();
        }
    }
}
