package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** Programs from outside the build that a check needs: promtool, npm, prometheus. */
final class Tools {
    private static final System.Logger LOG = System.getLogger(Tools.class.getName());

    private Tools() {}

    /** What a program said and how it ended. */
    record Result(List<String> command, int exit, String output) {
        Result succeeded() {
            assertThat(exit)
                    .as("%s says:%n%s", String.join(" ", command), output)
                    .isZero();
            return this;
        }
    }

    /**
     * Skips the test with a visible line when a program is missing; under {@code CI=true} its absence is a failure.
     *
     * @param howToGet the command that installs it on Debian
     */
    static void require(String program, String howToGet) {
        if (Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
            String line = "skipped: no " + program + " here; get it with: " + howToGet;
            if ("true".equals(System.getenv("CI"))) {
                fail(line);
            }
            LOG.log(System.Logger.Level.WARNING, line);
            throw new TestAbortedException(line);
        }
    }

    static Result run(Path folder, Duration atMost, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("salesboard-tool", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                fail("%s did not end within %s:%n%s", command, atMost, Files.readString(output));
            }
            return new Result(command, process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
