package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTracesTest {
    @TempDir
    Path directory;

    /** As the JDK prints one that went through other threads, with what was suppressed on the way. */
    private static String trace() {
        IOException reason = new IOException("no room on /data (0 MB free)");
        reason.addSuppressed(new IllegalStateException("not closed"));
        CompletableFuture<Void> work = CompletableFuture.runAsync(() -> {
            throw new UncheckedIOException("cannot write", reason);
        });
        try {
            work.join();
        } catch (CompletionException e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
        throw new AssertionError("it did not fail");
    }

    @Test
    void keepsWhatEachExceptionSaidAndNoFrame() {
        assertThat(StackTraces.without("starting\n" + trace() + "ended")).isEqualTo("""
                        starting
                        CompletionException: java.io.UncheckedIOException: cannot write
                        because of UncheckedIOException: cannot write
                        because of IOException: no room on /data (0 MB free)
                        IllegalStateException: not closed
                        ended""");
    }

    @Test
    void knowsTheFramesOfModulesLambdasAndLogs() {
        for (String frame : List.of(
                "\tat java.base/java.lang.Thread.run(Thread.java:840)",
                "\tat java.base@21.0.2/jdk.internal.misc.Unsafe.park(Native Method)",
                "    at app//org.apache.flink.Task$$Lambda$12/0x01.run(Unknown Source) ~[flink.jar:1.20]",
                "\tat kafka.server.KafkaConfig.<init>(KafkaConfig.scala:12) [kafka_2.13.jar:?]",
                "\t... 12 more")) {
            assertThat(StackTraces.without(frame)).isEmpty();
        }
        assertThat(StackTraces.without(
                        "failed (Could not connect at io.debezium.Jdbc.open(Jdbc.java:7)); starting it again"))
                .isEqualTo("failed (Could not connect); starting it again");
    }

    @Test
    void leavesWordsAlone() {
        for (String words : List.of(
                "",
                "  the board at http://127.0.0.1:8080 (port 8080) had no figures",
                "sold at 17:05 (late)",
                "error: kafka keeps dying (exit code 1); see /data/logs/kafka.log")) {
            assertThat(StackTraces.without(words)).isEqualTo(words);
        }
    }

    @Test
    void noneReachesTheConsole() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false);

        console.say("kafka keeps dying; the end of its log:\n" + trace());
        console.announce("error: " + trace());

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("no room on /data (0 MB free)")
                .doesNotContain(".java:")
                .doesNotContain("\tat ");
    }

    @Test
    void theEndOfALogSaysTheReasonThoughManyFramesStandBehindIt() throws IOException {
        Path log = directory.resolve("kafka.log");
        Files.writeString(log, "INFO ready\n".repeat(100_000) + "ERROR stopping\n" + trace() + trace());

        assertThat(LogEnd.of(log))
                .hasLineCount(15)
                .contains("ERROR stopping\n")
                .endsWith("because of IOException: no room on /data (0 MB free)\nIllegalStateException: not closed\n");
        assertThat(LogEnd.of(directory.resolve("nothing.log"))).isEmpty();
    }
}
