package io.salesboard.jobs.alerts;

import io.salesboard.figures.store.StoreState;
import io.salesboard.schemas.Alert;
import java.util.Collection;

/** What screens show, and which alerts were told: read from the topics this job writes. */
interface Shown extends AutoCloseable {
    /** Everything up to the newest frame. */
    StoreState state();

    /** Whether what stood in both topics at the start is known. */
    boolean isWhole();

    /** The alerts that are in their topic. */
    Collection<Alert> alerts();

    @Override
    void close() throws InterruptedException;
}
