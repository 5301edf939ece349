package io.salesboard.capture;

import io.salesboard.schemas.ReadAgain;
import java.util.List;

/** What the watch does about what it sees; one at a time for a source. */
sealed interface Action {
    /** Gives Connect the configuration. */
    record Configure() implements Action {}

    /** Starts what failed of the connector again, or all of it where it has no tasks. */
    record Restart(boolean all) implements Action {}

    /** Puts another token into the database. */
    record KeepMark(String mark) implements Action {}

    /**
     * Gives Connect the configuration, and has tables loaded beside the changes.
     *
     * @param id of the load
     * @param tables names
     */
    record Load(String id, List<String> tables) implements Action {}

    /**
     * Reads the database again.
     *
     * @param record what the readers of the row topic are told
     * @param create whether Connect does not have the connector yet
     * @param resume whether the connector is to run afterwards; one that a person stopped stays stopped
     */
    record Reread(ReadAgain record, boolean create, boolean resume) implements Action {}
}
