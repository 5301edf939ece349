package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final Supervisor supervisor = new Supervisor(
            new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false),
            timer,
            Duration.ofMillis(200),
            () -> {});

    @AfterEach
    void stop() {
        supervisor.close();
        supervisor.stop(List.of("part"));
        timer.shutdownNow();
    }

    @Test
    void startsAPartAgainThatWasKilledAndSaysSo() throws Exception {
        supervisor.start(part("sleep", "60"));
        long first = supervisor.alive().get(0).pid();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> supervisor.alive().stream().anyMatch(part -> part.pid() != first));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("part died (signal 9); starting it again in 0.2 s");
        assertThat(supervisor.failure()).isNotDone();
    }

    @Test
    void givesUpOnAPartThatKeepsDyingWithTheEndOfItsLog() throws Exception {
        supervisor.start(part("sh", "-c", "sleep 0.2; echo no room on the disk; exit 3"));

        assertThat(supervisor.failure())
                .succeedsWithin(Duration.ofSeconds(20))
                .extracting(Throwable::getMessage, as(InstanceOfAssertFactories.STRING))
                .contains("part keeps dying (exit code 3)")
                .contains("no room on the disk");
    }

    @Test
    void stopsWhatItStartedAndStartsNothingAfterwards() throws Exception {
        supervisor.start(part("sleep", "60"));
        long pid = supervisor.alive().get(0).pid();

        supervisor.close();
        supervisor.stop(List.of("part"));

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThatThrownBy(() -> supervisor.start(part("sleep", "60"))).hasMessageContaining("the stack is stopping");
    }

    private Part part(String... command) {
        return new Part(
                "part",
                "nowhere",
                List.of(command),
                Map.of(),
                directory.resolve("part.log"),
                directory.resolve("part.out"),
                () -> true,
                Duration.ofSeconds(5));
    }
}
