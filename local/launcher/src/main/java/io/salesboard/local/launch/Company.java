package io.salesboard.local.launch;

import io.salesboard.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;

/** What fills the databases and keeps them busy. */
interface Company extends AutoCloseable {

    /** What its figures are computed for. */
    CompanySettings business();

    /** Puts what stands before capture begins into the databases, unless it is there; says what that was. */
    String load(Stack.Database pos, Stack.Database crm) throws SQLException, IOException;

    /** Lets it go on while the databases are captured. */
    void play(Stack.Database pos, Stack.Database crm) throws SQLException, IOException;

    /** Whether nothing more is to come by itself. */
    boolean finished();

    /** Business time: where the next start goes on. */
    Instant now();

    /** Stops what {@link #play} started. */
    @Override
    void close();
}
