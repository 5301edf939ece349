package io.salesboard.jobs.alerts;

import io.salesboard.alerts.AlertBook;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Company;
import io.salesboard.figures.results.ResultsReader;
import io.salesboard.figures.results.TopicTail;
import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.StoreState;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.SchemaRegistry;
import io.salesboard.schemas.Topics;
import java.net.URI;
import java.util.Collection;

/** Reads both topics from their beginning, each on a thread of its own, as the board does. */
final class ShownTopics implements Shown {
    /** A rule may compare the days of this year with those of the last; none looks further back. */
    private static final int DAYS = 2 * 366 + 1;

    private static final int LONGER_WINDOWS = 800;

    private final CellStore store;
    private final AlertBook alerts;
    private final TopicTail results;
    private final TopicTail told;

    ShownTopics(String bootstrapServers, URI registry, Company business) {
        int today = business.calendar().dayOf(business.now());
        store = new CellStore((unit, start) -> isLookedAt(unit, start, today));
        SchemaRegistry schemas = new SchemaRegistry(registry);
        alerts = new AlertBook(schemas);
        results = new TopicTail(
                        Topics.RESULTS.name(), TopicTail.kafka(bootstrapServers), new ResultsReader(schemas, store))
                .start();
        told = new TopicTail(Topics.ALERTS.name(), TopicTail.kafka(bootstrapServers), alerts).start();
    }

    private static boolean isLookedAt(WindowUnit unit, long start, int today) {
        return switch (unit) {
            case HOUR, NOW -> true;
            case DAY -> start > today - DAYS;
            case WEEK, MONTH, QUARTER, YEAR -> start > today - LONGER_WINDOWS;
        };
    }

    @Override
    public StoreState state() {
        return store.state();
    }

    @Override
    public boolean isWhole() {
        return store.isWhole() && alerts.isWhole();
    }

    @Override
    public Collection<Alert> alerts() {
        return alerts.alerts();
    }

    @Override
    public void close() throws InterruptedException {
        results.close();
        told.close();
    }
}
