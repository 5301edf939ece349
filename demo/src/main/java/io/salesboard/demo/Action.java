package io.salesboard.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One thing that happens in the company, as one transaction.
 *
 * @param name for the log
 * @param weight how often, relative to others
 */
record Action(String name, double weight, Step step) {

    /** What an action does on its database. */
    interface Step {
        /**
         * Changes rows; the caller commits.
         *
         * @return rows changed, 0 when there was nothing to change
         */
        int run(Connection connection, Instant now) throws SQLException;
    }
}
