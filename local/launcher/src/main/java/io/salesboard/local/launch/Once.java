package io.salesboard.local.launch;

import io.salesboard.local.Stack;
import io.salesboard.local.verify.Report;
import io.salesboard.local.verify.Verify;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** The end of {@code demo --once}: waits for the pipeline, compares every figure with SQL, and says how that went. */
final class Once {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Once() {}

    /** @return the exit code of {@code verify}: 0 when nothing differs, else 1 */
    static int verify(Stack stack, Console console) throws LaunchException, InterruptedException {
        try {
            Report report = Verify.run(stack, LIMIT, console::say);
            report.text().lines().forEach(console::say);
            return report.different() == 0 ? 0 : 1;
        } catch (IOException | SQLException e) {
            throw new LaunchException("cannot verify: " + e.getMessage(), e);
        }
    }
}
