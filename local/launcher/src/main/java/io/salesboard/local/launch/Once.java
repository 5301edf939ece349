package io.salesboard.local.launch;

import io.salesboard.stack.Stack;
import io.salesboard.verify.CannotCompareException;
import io.salesboard.verify.Report;
import io.salesboard.verify.Verify;
import io.salesboard.verify.VerifyCommand;
import java.io.IOException;
import java.time.Duration;

/** The end of {@code demo --once}: waits for the pipeline, compares every figure with SQL, and says how that went. */
final class Once {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Once() {}

    /** @return the exit code of {@code verify} */
    static int verify(Stack stack, Console console) throws LaunchException, InterruptedException {
        try {
            Report report = Verify.run(stack, LIMIT, console::say);
            report.text().lines().forEach(console::say);
            return report.exitCode();
        } catch (CannotCompareException e) {
            console.announce("could not compare: " + e.getMessage());
            return VerifyCommand.COULD_NOT_COMPARE;
        } catch (IOException e) {
            throw new LaunchException("cannot verify: " + e.getMessage(), e);
        }
    }
}
