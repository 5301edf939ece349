package io.salesboard.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void saysEveryFiveSecondsHowFarItIs() {
        AtomicLong seconds = new AtomicLong();
        List<String> said = new ArrayList<>();
        Progress progress = new Progress(said::add, () -> seconds.get() * 1_000_000_000);
        for (int i = 0; i <= 12; i++) {
            seconds.set(i);
            progress.at("%,d lines of sales.csv read", i * 1_000L);
        }

        assertThat(said).containsExactly("  5,000 lines of sales.csv read", "  10,000 lines of sales.csv read");
    }
}
