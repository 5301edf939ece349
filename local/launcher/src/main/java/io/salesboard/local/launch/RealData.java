package io.salesboard.local.launch;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.datasets.DataSet;
import io.salesboard.datasets.Playback;
import io.salesboard.datasets.Progress;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/** A real data set, played in business order: at once, or as its business clock goes. */
final class RealData implements Company {
    private final DataSet data;
    private final BusinessClock clock;
    private final boolean replayed;
    private final Progress progress;
    private Playback playback;

    /**
     * @param replayed whether events wait for the clock
     * @param progress told how far it is when they do not
     */
    RealData(DataSet data, BusinessClock clock, boolean replayed, Progress progress) {
        this.data = data;
        this.clock = clock;
        this.replayed = replayed;
        this.progress = progress;
    }

    @Override
    public CompanySettings business() {
        return new CompanySettings(
                data.name(),
                data.zone().getId(),
                data.currency().getCurrencyCode(),
                clock.toString(),
                "08:00",
                "22:00");
    }

    @Override
    public synchronized String load(Stack.Database pos, Stack.Database crm) throws SQLException, IOException {
        playback = new Playback(data, pos.source(), crm.source(), progress);
        playback.loadReference();
        return String.format(Locale.ROOT, "%s, %,d events to play", data.name(), data.size());
    }

    @Override
    public void play(Stack.Database pos, Stack.Database crm) throws SQLException, IOException {
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
        try {
            data.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the events of " + data.name(), e);
        }
    }
}
